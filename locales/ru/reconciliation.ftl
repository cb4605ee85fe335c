# Сверка оплат с реестрами платёжного сервиса и банка.

reconciliation-title = <b>⚖️ Сверка оплат</b>
reconciliation-how = Пришлите реестр — покажу, где он расходится с нашими оплатами. Сама сверка ничего не меняет.
reconciliation-ask-file = Пришлите реестр файлом: таблицу (CSV, Excel) с номером платежа, суммой и датой или реестр Сбербанка.
reconciliation-help-file = Номер платежа — тот, который присвоил платёжный сервис. По датам реестра видно, каких наших оплат в нём нет.
reconciliation-done = Реестр сверен.
reconciliation-head = <b>Сверка № { $id }</b>: { $file }
reconciliation-days = Дни: { $from } — { $until }
reconciliation-count = { $outcome }: { $count }
reconciliation-count-open = { $outcome }: { $count }, не разобрано { $open }
reconciliation-matched = Совпали
reconciliation-missing-here = Нет у нас
reconciliation-missing-there = Нет в реестре
reconciliation-different-sum = Разные суммы
reconciliation-rows = <b>{ $outcome }</b>
reconciliation-row-title = <b>{ $outcome }</b>
reconciliation-row-ids = В реестре: { $external }
    У нас: { $number }
reconciliation-row-sums = Наша сумма: { $ours }
    В реестре: { $theirs }
reconciliation-row-account = Номер: { $account }
reconciliation-none = нет
reconciliation-advice-missing-here = Деньги у сервиса есть, а у нас оплата не прошла. Запросите сервис: если он подтвердит, оплата пройдёт сразу.
reconciliation-advice-unknown = Такого платежа у нас нет. Если это оплата мимо бота, загрузите её файлом через «Загрузку».
reconciliation-advice-missing-there = У нас оплата прошла, а в реестре её нет. Запросите сервис; если он молчит, напишите ему.
reconciliation-advice-different-sum = Проверьте возвраты и комиссию. Запросите сервис, чтобы увидеть, что он думает сейчас.
reconciliation-resolved = ✓ Разобрано: { $resolution }
reconciliation-resolution-no-difference = расхождения нет
reconciliation-resolution-claimed = написали в сервис
reconciliation-resolution-corrected = исправлено
reconciliation-button-open = ⚖️ Сверка оплат
reconciliation-button-gateway = Реестр платёжного сервиса
reconciliation-button-bank = Реестр банка
reconciliation-button-show = Показать расхождения
reconciliation-button-payment = Открыть оплату
reconciliation-button-ask = Запросить сервис
reconciliation-button-no-difference = Расхождения нет
reconciliation-button-claimed = Написали в сервис
reconciliation-button-corrected = Исправлено
reconciliation-button-reopen = Вернуть в работу

error-reconciliation-not-found = Такой сверки нет.
error-reconciliation-no-payment = Такого платежа у нас нет, запросить о нём нечего.
error-reconciliation-rows-wrong = Строк с ошибками: { $errors }, первая — { $row }. Сверять часть реестра нельзя: исправьте файл и пришлите снова.
error-reconciliation-file-wanted = Нужен файл реестра. Пришлите его как документ.
