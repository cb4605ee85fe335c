# Загрузка счетов: пробный прогон, публикация, откат.

imports-title = <b>📥 Загрузка счетов</b>
imports-how = Пришлите сюда файл начислений: таблицу CSV, реестр <code>#TYPE 7</code> или реестр Сбербанка. Сначала будет пробный прогон: пока вы не нажмёте «Опубликовать», ничего не изменится.
imports-empty = Загрузок ещё не было.
imports-reading = Читаю файл…
imports-unreadable = Файл не загружен, ничего не изменилось. { $problem }
imports-plan-title = <b>Пробный прогон</b>: { $file }
imports-plan-format = Формат: { $format }, кодировка { $encoding }
imports-plan-workbook = Книга Excel, лист «{ $sheet }»
imports-format-table = таблица
imports-format-register-7 = реестр #TYPE 7
imports-format-sberbank-pipe = реестр Сбербанка
imports-plan-provider = { $name }: { $bills ->
    [one] { $bills } счёт
    [few] { $bills } счёта
   *[other] { $bills } счетов
  } на { $sum }
imports-plan-lines = Строк начислений: { $lines }
imports-plan-as-of = Данные компании на { $date }: оплаты с этого дня вычитаются из суммы к оплате.
imports-plan-changes = Новых счетов: { $new }, с другой суммой: { $changed }, с прежней суммой: { $same }.
imports-plan-unknown = Неизвестных номеров: { $count }. Проверьте, что это не опечатки; при публикации они будут созданы:
imports-plan-unknown-row = • { $number } — { $provider }
imports-plan-moved = { $count ->
    [one] 🔒 У { $count } добавленного счёта другой плательщик или квартира: { $numbers }. Доступ по нему приостановим до вашего решения в разделе «🔑 Доступ к счетам».
   *[other] 🔒 У { $count } добавленных счетов другой плательщик или квартира: { $numbers }. Доступ по ним приостановим до вашего решения в разделе «🔑 Доступ к счетам».
}
imports-plan-columns = Не использованы столбцы: { $columns }
imports-plan-warnings = ⚠️ Предупреждений: { $count }
imports-plan-errors = ❌ Ошибок: { $count }
imports-plan-problem = строка { $row }: { $problem }
imports-plan-more = …и ещё { $count }
imports-plan-nothing-changed = Пока есть ошибки, файл не загружается. Исправьте его и пришлите снова.
imports-plan-already = Этот файл уже опубликован (загрузка № { $batch }). Повторно ничего не изменится.
imports-started = Загружаю { $file }…
imports-already-started = Уже загружается: результат появится в этом сообщении.
imports-progress = Загружаю: { $bar }
    { $done } из { $total }
imports-done = ✅ Опубликовано: { $bills ->
    [one] { $bills } счёт
    [few] { $bills } счёта
   *[other] { $bills } счетов
  }, строк { $lines }. Новых лицевых счетов: { $created }.
imports-done-already = Этот файл уже был опубликован (загрузка № { $batch }), ничего не изменилось.
imports-discarded = Файл убран, ничего не изменилось.
imports-choose-provider = Файл не называет поставщика. Чьи это счета?
imports-ask-as-of = На начало какого дня эти данные? Оплаты с этого дня будут вычтены из суммы к оплате.
    Пример: <code>05.11.2026</code>
imports-help-as-of = Бухгалтерия учла оплаты до начала этого дня. От него зависит, сколько осталось заплатить жителю.
imports-as-of-set = Данные на { $date }. Опубликовать?
imports-error-column = Ошибка
imports-error-file = Тот же файл с причиной в последнем столбце. Исправьте и пришлите снова.
imports-cancelling = Останавливаю: загруженное будет убрано.
imports-cancelled = Загрузка отменена, ничего не изменилось.
imports-retrying = Не получилось из-за сбоя у нас. Попробую ещё раз сам. Если через час здесь ничего не изменится, пришлите файл снова.
imports-cancel-too-late = Загрузка уже закончилась.
imports-mark-published = ✅
imports-mark-staging = ⏳
imports-mark-staged = ⏳
imports-mark-rolled_back = ↩️
imports-mark-cancelled = ✖️
imports-mark-failed = ❌
imports-status-published = опубликована
imports-status-staging = загружается
imports-status-staged = загружена, не опубликована
imports-status-rolled_back = откачена
imports-status-cancelled = отменена
imports-status-failed = не удалась
imports-card-title = <b>Загрузка № { $id }</b>: { $file }
imports-card-status = Состояние: { $status }, { $at }
imports-roll-back-ask = Откатить «{ $file }»? { $bills ->
    [one] { $bills } счёт вернётся
    [few] { $bills } счёта вернутся
   *[other] { $bills } счетов вернутся
  } к прежнему виду. Принятые оплаты останутся.

# Ошибки и предупреждения строк: «строка 7: …». В { $where } стоит столбец, если он есть.
imports-problem-unknown = строка не подходит
imports-problem-account-missing = не указан номер лицевого счёта
imports-problem-account-invalid = «{ $value }» — не номер лицевого счёта
imports-problem-account-exponent = номер «{ $value }» испорчен таблицей, цифры потеряны. Сделайте столбец текстовым и выгрузите файл снова
imports-problem-account-pattern = номер «{ $value }» не похож на номера этого поставщика
imports-problem-period-missing = не указан месяц
imports-problem-period-invalid = { $where }«{ $value }» — не месяц. Пример: 10.2026
imports-problem-date-invalid = { $where }«{ $value }» — не дата. Пример: 05.11.2026
imports-problem-sum-missing = { $where }нет суммы
imports-problem-sum-invalid = { $where }«{ $value }» — не сумма. Пример: 1234,56
imports-problem-sum-too-precise = { $where }в сумме «{ $value }» больше двух знаков после запятой
imports-problem-sum-too-large = { $where }сумма «{ $value }» слишком велика
imports-problem-number-invalid = { $where }«{ $value }» — не число
imports-problem-wrong-column-count = столбцов { $actual }, а должно быть { $expected }
imports-problem-quote-unclosed = кавычка открыта и не закрыта
imports-problem-text-too-long = { $where }слишком длинный текст
imports-problem-row-duplicate = повторяет строку { $first }: «{ $service }»
imports-problem-account-repeated = номер «{ $account }» уже был в строке { $first }
imports-problem-too-many-lines = в одном счёте больше { $limit } строк
imports-problem-subline-without-parent = «в т.ч. { $service }» стоит без основной строки
imports-problem-bill-has-errors = счёт не загружается из-за ошибки в строке { $first }
imports-problem-row-after-trailer = строка стоит после итоговой
imports-problem-filesum-mismatch = в #FILESUM указано { $stated }, а строки дают { $computed }: файл обрезан или изменён
imports-problem-filesum-invalid = «{ $value }» в #FILESUM — не сумма
imports-problem-trailer-count-mismatch = в итоговой строке указано { $stated } строк, а в файле их { $computed }: файл обрезан или изменён
imports-problem-trailer-invalid = итоговая строка «{ $value }» не читается
imports-problem-line-product-differs = «{ $service }»: начислено { $stated }, а объём × тариф дают { $computed }
imports-problem-line-total-differs = «{ $service }»: к оплате { $stated }, а столбцы дают { $computed }
imports-problem-bill-total-differs = номер { $account }: итого { $stated }, а строки дают { $computed }
imports-problem-bill-field-differs = номер { $account }: «{ $field }» здесь «{ $value }», а раньше «{ $first }»; остаётся первое
imports-problem-file-sum-differs = итог файла { $stated }, а строки дают { $computed }
imports-problem-trailer-missing = в конце нет итоговой строки: проверьте, что файл не обрезан
imports-problem-filesum-missing = нет #FILESUM: проверьте, что файл не обрезан
imports-problem-period-spans-months = период с { $first } по { $last }: счёт будет за { $last }
imports-problem-period-differs-from-file-name = месяц { $period }, а в имени файла { $named }
imports-problem-provider-unknown = поставщика «{ $provider }» здесь нет
imports-problem-provider-other = строка поставщика «{ $provider }», а выбран другой
imports-problem-provider-ambiguous = подходит несколько поставщиков: { $names }. Выберите одного
imports-problem-provider-not-named = поставщик не назван. Выберите его
imports-problem-company-not-yours = «{ $provider }» не входит в вашу роль
imports-problem-period-too-far = { $period } ещё далеко: проверьте месяц
imports-problem-bill-repeated = счёт номера { $account } за этот месяц уже начат в строке { $first } под другим названием
imports-problem-bill-too-large = итог счёта { $account } слишком велик
imports-problem-days-too-many = номер { $account }: столько дней недопоставки не бывает

imports-plan-kind = Что это: { $kind }
imports-kind-bills = счета
imports-kind-accounts = лицевые счета
imports-kind-payments = оплаты
imports-kind-meters = счётчики
imports-kind-reading-answers = ответы по показаниям
imports-kind-jku-map = номера ЖКУ (ГИС ЖКХ)
imports-rows-provider = { $name }: { $rows ->
    [one] { $rows } строка
    [few] { $rows } строки
   *[other] { $rows } строк
  }
imports-rows-provider-sum = { $name }: { $rows ->
    [one] { $rows } строка
    [few] { $rows } строки
   *[other] { $rows } строк
  } на { $sum }
imports-rows-changes = Новых: { $new }, изменятся: { $changed }, уже есть: { $same }.
imports-rows-matched = Из них { $count } прошли через этого бота: второй раз они не посчитаются.
imports-rows-left-out = Строки с ошибками не загрузятся, остальные можно опубликовать. Файл с ошибками пришлите потом отдельно.
imports-done-rows = ✅ Опубликовано: { $rows ->
    [one] { $rows } строка
    [few] { $rows } строки
   *[other] { $rows } строк
  }.
imports-roll-back-rows = Откатить «{ $file }»? { $rows ->
    [one] { $rows } строка вернётся
    [few] { $rows } строки вернутся
   *[other] { $rows } строк вернутся
  } к прежнему виду.
imports-choose-kind = О чём этот файл?
imports-choose-period = За какой месяц эти счета?
imports-columns-title = <b>Столбцы файла</b>
    Нажмите на столбец, чтобы сказать, что в нём. Для следующих файлов этого поставщика это запомнится.
imports-column-used = { $number }. { $header } → { $key }
imports-column-unused = { $number }. { $header } — не используется
imports-column-ask = Что в столбце «{ $header }»?
imports-button-columns = 🧩 Столбцы
imports-button-kind = Это другое
imports-button-period = 📅 Указать месяц
imports-button-plan = К пробному прогону
imports-button-unused = Не использовать
imports-button-apply-good = Опубликовать без ошибок: { $count }
imports-problem-account-unknown = номера { $value } здесь нет
imports-problem-sum-not-positive = { $where }сумма оплаты должна быть больше нуля
imports-problem-paid-in-future = оплата из будущего: проверьте дату
imports-problem-phone-invalid = { $where }«{ $value }» — не телефон
imports-problem-els-invalid = { $where }«{ $value }» — не ЕЛС. Пример: 20АА123456
imports-problem-jku-invalid = { $where }«{ $value }» — не идентификатор ЖКУ. Пример: 20АА123456-01
imports-problem-row-repeated = номер { $account } уже был в строке { $first }
imports-problem-meter-kind-unknown = { $where }«{ $value }» — не ХВС, ГВС, ЭЛ, отопление или газ
imports-problem-meter-serial-wrong = { $where }нет номера счётчика
imports-problem-meter-zones-wrong = { $where }показаний не столько, сколько тарифов
imports-problem-meter-zones-changed = у счётчика лицевого счёта { $value } другое число тарифов: снимите старый и добавьте новый
imports-problem-reading-in-future = показание лицевого счёта { $value } датировано завтрашним днём или позже
imports-problem-answer-unknown = { $where }«{ $value }» — не «принято» и не «отклонено»
imports-problem-answer-without-reason = { $where }отклонено без причины
imports-problem-reading-number-missing = { $where }нет номера передачи
imports-problem-reading-unknown = показания с таким номером у лицевого счёта { $value } нет

imports-button-apply = Опубликовать
imports-button-create = Создать { $count } и опубликовать
imports-button-as-of = 📅 Данные на другой день
imports-button-provider = Выбрать поставщика
imports-button-errors = 📄 Файл с ошибками
imports-button-card = Карточка загрузки
imports-button-roll-back = ↩️ Откатить
imports-button-roll-back-yes = Да, откатить

error-import-too-large = В файле { $accounts } счетов. Встроенная база рассчитана на { $max }: подключите PostgreSQL (DATABASE_URL).
error-import-has-errors = В файле ошибок: { $errors }. Исправьте их и пришлите файл снова.
error-import-empty = В файле нет ни одного счёта.
error-import-unknown-accounts = Неизвестных номеров: { $count }. Разрешите создать их при загрузке.
error-import-cancelled = Загрузка отменена, ничего не изменилось.
error-import-not-found = Такой загрузки нет.
error-import-not-published = Эта загрузка не опубликована, откатывать нечего.
error-import-file-changed = Файл изменился после пробного прогона. Пришлите его ещё раз.
error-date-wrong-form = Введите дату так: 05.11.2026
error-date-in-future = Этот день ещё не наступил. Введите сегодняшний или прошедший.
error-file-too-big = Файл больше { $maxMegabytes } МБ: Telegram не отдаёт такие ботам. Разделите файл или загрузите его командой npm run import на сервере.
error-file-unavailable = Не получилось скачать файл из Telegram. Пришлите его ещё раз.

# Файл не читается целиком.
error-file-empty = Файл пустой. Выгрузите его ещё раз и пришлите снова.
error-file-too-large = Файл больше { $maxMegabytes } МБ. Разделите его на части, например по домам, и пришлите каждую.
error-file-too-many-rows = В файле больше { $limit } строк. Разделите его на части и пришлите каждую.
error-file-without-rows = В файле есть заголовок, но нет ни одной строки с начислениями.
error-file-is-image = Это картинка, а нужен файл начислений: таблица CSV или реестр в текстовом файле.
error-file-is-pdf = Это PDF, а нужен файл начислений: таблица CSV или реестр в текстовом файле.
error-file-is-xlsx = Это книга Excel, а здесь нужен текстовый файл. Сохраните лист как «CSV UTF-8» и пришлите его.
error-file-xlsx-broken = Книга Excel повреждена или закрыта паролем. Откройте её, снимите пароль, сохраните как .xlsx и пришлите снова.
error-file-unpacks-too-large = Файл слишком велик, когда распакован. Удалите пустые строки, столбцы и лишние листы или разделите его на части.
error-file-is-xls = Это книга Excel или Calc. Сохраните лист как CSV и пришлите этот файл.
error-file-is-document = Это текстовый документ, а нужен файл начислений: таблица CSV или реестр.
error-file-is-archive = Это архив. Распакуйте его и пришлите сам файл начислений.
error-file-is-dbf = Это таблица DBF. Сохраните её как CSV и пришлите этот файл.
error-file-is-html = Это веб-страница, хотя имя может говорить иное. Откройте её в Excel, сохраните как CSV и пришлите.
error-file-is-xml = Это файл XML, такой формат не поддерживается. Выгрузите таблицу CSV или реестр #TYPE 7.
error-file-is-bank-statement = Это банковская выписка 1С, а нужен файл начислений: таблица CSV или реестр.
error-file-is-binary = Это не текстовый файл. Нужна таблица CSV или реестр в текстовом файле.
error-file-mixed-encoding = Строки файла записаны в разных кодировках (первая чужая — строка { $row }): скорее всего, два файла склеили. Выгрузите его заново.
error-file-encoding-unknown = Не получилось узнать кодировку: ни в одной русский текст не читается. Сохраните файл в UTF-8 или Windows-1251.
error-file-letters-lost = Буквы потеряны ещё при сохранении файла (строка { $row }, знаки «�»). Выгрузите его из программы заново.
error-format-unknown = Это не похоже на файл начислений. Подходят таблица CSV с заголовком, реестр #TYPE 7 и реестр Сбербанка.
error-register-type-unsupported = Реестр с #TYPE «{ $type }» не поддерживается, нужен реестр сальдо: #TYPE 7.
error-columns-missing = Не хватает столбцов: { $columns }. В файле есть: { $found }.
error-columns-repeated = Столбец «{ $column }» назван дважды. Оставьте один.
error-period-missing = В файле нет месяца. Добавьте столбец «Период», например 10.2026.
error-import-draft-done = Этот файл уже обработан. Если он изменился, пришлите его снова.
imports-button-type-period = ✏️ Другой месяц
imports-ask-period = За какой месяц эти счета? Например: <code>10.2026</code>
imports-help-period = Месяц, за который начислено: 10.2026, 2026-10 или «октябрь 2026».
imports-period-set = Месяц: { $period }. Прочитать файл?
error-period-wrong-form = Введите месяц так: 10.2026
