# История: мои операции.

history-title = <b>📜 История операций</b>
history-empty = Здесь будут все ваши оплаты через бота.
history-row = { $time } · <b>{ $sum }</b>
    { $provider } · { $method } · { $status }
history-button-open = { $date } · { $sum }

history-sums = Операций: { $count }, выполнено на <b>{ $sum }</b>
history-filtered = Отбор: { $filter }
history-nothing-found = По этому отбору ничего нет. Измените его или сбросьте.
history-button-filter = ⚙️ Отбор
history-button-csv = ⬇️ CSV
history-button-xlsx = ⬇️ Excel
history-button-accounts = 🏠 Платежи по лицевому счёту
history-button-mine = 📜 Мои операции
history-button-certificate = 📄 Заказать справку
history-accounts-title = По какому лицевому счёту показать все платежи?
history-no-accounts = Лицевых счетов пока нет. Добавьте счёт, и здесь будут все платежи по нему.
history-account-title = <b>Платежи по счёту { $account }</b>
    { $provider }: всё, что знает компания, — и в банке, и на почте, и от родных.
history-account-row = { $time } · <b>{ $sum }</b>
    { $who } · { $status }
history-mine = вы, в этом боте
history-somebody = другой плательщик, в этом боте
history-channel-bot = Бот
history-channel-elsewhere = Другие способы
history-filter-title = <b>⚙️ Отбор операций</b>
history-filter-period = Период: { $value }
history-filter-method = Способ: { $value }
history-filter-status = Статус: { $value }
history-filter-provider = Поставщик: { $value }
history-filter-channel = Где платили: { $value }
history-button-period = Период
history-button-method = Способ оплаты
history-button-status = Статус
history-button-provider = Поставщик
history-button-channel = Где платили
history-button-reset = Сбросить отбор
history-button-show = Показать
history-button-own-period = Свой период
history-choose-title = Что показать?
history-any = Любой
history-any-time = всё время по сегодня
history-range = с { $from } по { $to }
history-one-provider = один поставщик
history-one-card = одна карта
history-period-month = Этот месяц
history-period-last-month = Прошлый месяц
history-period-year = Этот год
history-ask-period = За какие дни показать? Напишите две даты, например <code>01.10.2026 – 16.11.2026</code>.
history-help-period = День, месяц и год цифрами. Одна дата — операции этого дня.
history-period-set = Период выбран.
history-column-time = Дата и время
history-column-number = Номер операции
history-column-provider = Поставщик
history-column-account = Лицевой счёт
history-column-method = Способ оплаты
history-column-channel = Где
history-column-status = Статус
history-column-fiscal = Фискальный чек
history-column-sum = Сумма, руб.
history-file-name = operacii-{ $day }.{ $format }
history-sheet-name = Операции

error-history-empty = Выгружать нечего: по этому отбору операций нет.
error-history-too-long = Операций больше { $limit }. Выберите период короче.
error-history-period = Не понял даты. Напишите, например, 01.10.2026 – 16.11.2026.
history-fiscal-numbers = ФН { $storage }, ФД { $document }, ФПД { $sign }, { $time }
history-fiscal-pending = оформляется
history-fiscal-refused = касса отказала
history-fiscal-sent = отправлен платёжной системой
