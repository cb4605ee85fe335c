# Настройки администратора: компании, поставщики, правила, тексты, технические работы.

settings-button-open = ⚙️ Настройки
settings-title = <b>⚙️ Настройки</b>
settings-title-plain = Настройка
settings-intro = Выберите, что настроить. Каждое изменение сначала показывается рядом с прежним и попадает в журнал.
settings-button-companies = 🏢 Компании
settings-button-providers = 🧾 Поставщики
settings-button-rules = 📐 Общие правила
settings-button-agent = 🏦 Платёжный агент
settings-agent-what = Кто принимает и кто переводит деньги: это печатается в каждом чеке. У компании может быть свой агент или оператор, иначе в чеке общий.
settings-button-company-rules = 📐 Правила компании
settings-button-windows = 🗓 Сроки приёма показаний
settings-button-texts = 📄 Условия и согласие
settings-button-maintenance = 🔧 Технические работы
settings-choose-company = <b>🏢 Какую компанию настроить?</b>
settings-choose-provider = <b>🧾 Какого поставщика настроить?</b>
settings-button-buildings = 🏠 Дома
settings-button-money = 💳 Реквизиты и комиссии
settings-choose-building = <b>🏠 Какой дом настроить?</b>
settings-choose-none = Здесь пока пусто: данные приходят с реестрами компании (/import).
settings-commission-none = без комиссии
settings-commission-minimum = не меньше { $amount }
settings-commission-maximum = не больше { $amount }
settings-commission-payer = платит житель
settings-commission-company = платит компания
settings-place = <b>⚙️ { $name }</b>
    Нажмите на то, что нужно изменить.
settings-line = { $name }: <b>{ $value }</b>
settings-ask = <b>{ $place }</b>
    { $name }: <b>{ $value }</b>
    Какое значение поставить? Пример: { $example }
settings-help-field = Сначала вы увидите прежнее и новое значение рядом, потом сохраните. Прежнее останется в журнале.
settings-review = <b>{ $place }</b>
    { $name }
    было: { $before }
    станет: <b>{ $after }</b>
settings-button-save = Сохранить
settings-button-edit = ✏️ Исправить
settings-button-clear = Убрать
settings-button-back = ⚙️ К настройкам
settings-saved = ✅ Сохранено: { $name }.
settings-value-none = не задано
settings-value-yes = да
settings-value-no = нет
settings-value-warn = принимать с предупреждением
settings-value-refuse = не принимать

settings-name-company-name = Название
settings-name-company-short-name = Короткое название
settings-name-company-phone = Телефон
settings-name-company-email = Почта
settings-name-company-website = Сайт
settings-name-company-address = Офис
settings-name-company-hours = Часы работы
settings-name-company-timezone = Часовой пояс
settings-name-provider-title = Название
settings-name-provider-short-title = Короткое название
settings-name-provider-aliases = Другие названия
settings-name-provider-number = Вид номера
settings-name-provider-notice-ru = Примечание, рус.
settings-name-provider-notice-en = Примечание, англ.
settings-name-provider-basic-level = Доступ по номеру
settings-name-provider-proof-surname-flat = Фамилия и квартира
settings-name-provider-proof-pin = Пин-код
settings-name-provider-proof-phone = Телефон из базы
settings-name-provider-proof-bill-qr = QR квитанции
settings-name-provider-issues-bills = Выставляет счета
settings-name-provider-uses-exports = Ждать выгрузки
settings-name-provider-active = Показывать жителям
settings-name-money-payee = Получатель
settings-name-money-bank = БИК и счета
settings-name-money-bank-name = Банк
settings-name-money-inn = ИНН
settings-name-money-kpp = КПП
settings-name-money-service-code = Код услуги
settings-name-money-commission-telegram = Комиссия: Telegram
settings-name-money-commission-yookassa = Комиссия: карта
settings-name-money-commission-sbp = Комиссия: СБП
settings-name-money-commission-saved_card = Комиссия: своя карта
settings-name-money-commission-bank_qr = Комиссия: QR банка
settings-name-agent-agent = Агент
settings-name-agent-agent-licence = Лицензия агента
settings-name-agent-agent-address = Адрес агента
settings-name-agent-agent-phones = Телефоны агента
settings-name-agent-operator = Оператор
settings-name-agent-operator-licence = Лицензия оператора
settings-name-agent-operator-address = Адрес оператора
settings-name-agent-operator-phones = Телефоны оператора
settings-name-building-timezone = Часовой пояс
settings-name-building-fias = Код ФИАС
settings-name-building-entrances = Подъезды
settings-name-rule-readings-expired-verification = Поверка прошла
settings-name-rule-announcements-approval-above = Согласовать, если больше
settings-name-rule-bills-pay-by-day = Оплатить до числа
settings-name-rule-notifications-quiet-hours = Тихие часы
settings-name-rule-notifications-most-a-day = Сообщений в сутки
settings-name-rule-bills-bill-by-day = Счёт выставить до числа
settings-name-rule-readings-last-day = Показания до числа
settings-name-rule-bills-penalty-from-day = Пени со дня задержки
settings-name-rule-tickets-most-a-day = Заявок в сутки
settings-name-rule-accounts-numbers-a-day = Номеров счетов в сутки
settings-name-rule-accounts-proofs-an-hour = Ошибок за час
settings-name-features-payments = Оплата
settings-name-features-bills = Счета и история
settings-name-features-meters = Показания
settings-name-features-tickets = Заявки
settings-name-features-accounts = Лицевые счета

settings-example-company-name = ООО «Смарт Запад»
settings-example-company-short-name = Смарт Запад
settings-example-company-phone = 8 800 100-39-00
settings-example-company-email = info@example.ru
settings-example-company-website = https://example.ru
settings-example-company-address = Москва, ул. Центральная, д. 5
settings-example-company-hours = 1-5 08:00-21:00; 6 10:00-16:00 (1 — понедельник)
settings-example-company-timezone = Europe/Moscow
settings-example-provider-title = Смарт Запад (ЖКУ)
settings-example-provider-short-title = Смарт Запад
settings-example-provider-aliases = Смарт Запад ЖКУ; Smart Zapad
settings-example-provider-number = ^\d{ "{" }10{ "}" }$ 1234567890 (вид и номер, который ему подходит)
settings-example-provider-notice-ru = Лицевой счёт обновляется раз в 30 дней.
settings-example-provider-notice-en = The account is updated once in 30 days.
settings-example-money-payee = ООО «Смарт Запад»
settings-example-money-bank = БИК, расчётный и корреспондентский счёт подряд: 044525225 40702810938000000001 30101810400000000225
settings-example-money-bank-name = ПАО «Сбербанк»
settings-example-money-inn = 7707083893
settings-example-money-kpp = 773601001
settings-example-money-service-code = 101
settings-example-money-commission = 1,5% 30-500 компания (процент, наименьшая и наибольшая сумма в рублях; «компания», если платит она)
settings-example-agent-agent = 7707083893 ООО «Платёжный агент» (ИНН и название; контрольные цифры ИНН проверяются)
settings-example-agent-agent-licence = Реестр операторов платежей, № 12
settings-example-agent-agent-address = 101000, Москва, ул. Центральная, д. 5
settings-example-agent-agent-phones = 8 800 100-39-00; 8 495 123-45-67
settings-example-agent-operator = 7707083893 ПАО «Банк» (ИНН и название; контрольные цифры ИНН проверяются)
settings-example-agent-operator-licence = Лицензия Банка России № 1481
settings-example-agent-operator-address = 117997, Москва, ул. Вавилова, д. 19
settings-example-agent-operator-phones = 8 800 555-55-50
settings-example-building-timezone = Asia/Yekaterinburg
settings-example-building-fias = 0c5b2444-70a0-4932-980c-b4dc0d3f02b5
settings-example-building-entrances = 1: 1-40; 2: 41-80 (подъезд: квартиры)
settings-example-rule-announcements-approval-above = 500 (число получателей)

settings-example-rule-bills-pay-by-day = 20 или 20 с 01.01.2027 (число месяца и с какого дня; счёт — за прошлый месяц)
settings-example-rule-notifications-quiet-hours = 21-9 (с 21:00 до 9:00 по часам дома)
settings-example-rule-notifications-most-a-day = 5 (остальное придёт утром одним списком)
settings-example-rule-bills-bill-by-day = 5 или 5 с 01.01.2027 (число месяца и с какого дня; счёт — за прошлый месяц)
settings-example-rule-readings-last-day = 25 или 25 с 01.01.2027 (последний день приёма там, где своих дней не задано)
settings-example-rule-bills-penalty-from-day = 31 или 31 с 01.01.2027 (день задержки, с которого считают пени; 31 — первые 30 дней без пеней)
settings-example-rule-tickets-most-a-day = 10 (заявок от одного человека за 24 часа)
settings-example-rule-accounts-numbers-a-day = 10 (разных номеров лицевых счетов, которые один человек может ввести за 24 часа, не больше 50)
settings-example-rule-accounts-proofs-an-hour = 5 (неверных фамилий, пин-кодов и QR подряд до паузы, не больше 10; за сутки — вдвое больше)
settings-unset-rule-bills-bill-by-day = как по закону (до 5-го)
settings-unset-rule-readings-last-day = как по закону (до 25-го)
settings-unset-rule-bills-penalty-from-day = как по закону (с 31-го)
settings-unset-rule-tickets-most-a-day = 10, как обычно
settings-unset-rule-accounts-numbers-a-day = 10, как обычно
settings-unset-rule-accounts-proofs-an-hour = 5, как обычно
settings-unset-rule-readings-expired-verification = принимать с предупреждением, как обычно
settings-unset-rule-announcements-approval-above = 500, как обычно
settings-unset-rule-bills-pay-by-day = как по закону (до 15-го)
settings-unset-rule-notifications-quiet-hours = как обычно
settings-unset-rule-notifications-most-a-day = 5, как обычно
settings-dated = { $value ->
        [none] как обычно с { $from }
       *[other] до { $value }-го с { $from }
    }
settings-dated-delay = { $value ->
        [none] как обычно с { $from }
       *[other] с { $value }-го дня — с { $from }
    }
settings-means-bill-by = Например, счёт за { $period } должен прийти до <b>{ $billBy }</b>. Если за два дня или на следующий день счетов ещё нет, бот напишет тем, кто их загружает.
settings-means-agent = В чеках новых оплат так будет с сегодняшнего дня. Начатые оплаты и прежние чеки не изменятся.
settings-means-readings = Например, показания за { $period } будут принимать с <b>{ $from }</b> по <b>{ $to }</b> — там, где у поставщика и дома своих дней не задано.
settings-means-penalty-from = Например, если счёт за { $period } не оплатить до { $payBy }, пени пойдут с <b>{ $penaltyFrom }</b>. Этот день бот назовёт в напоминании о просроченном счёте.
settings-means-pay-by = Например, счёт за { $period } нужно будет оплатить до <b>{ $payBy }</b>. Напоминания придут за три дня, в этот день и через три дня.

settings-feature-payments = Оплата
settings-feature-bills = Счета и история
settings-feature-meters = Показания
settings-feature-tickets = Заявки
settings-feature-accounts = Лицевые счета
settings-maintenance = <b>🔧 Технические работы</b>
    ✅ раздел открыт, ⏸ закрыт для жителей. Закрытый раздел отвечает, что идут технические работы; начатая оплата завершится. Сотрудников это не касается.

settings-texts = <b>📄 Условия и согласие</b>
    Новая версия спросит каждого заново: до ответа кабинет закрыт.
settings-text-line = { $name }: версия { $version } от { $date }, приняли: { $count }
settings-text-terms = Условия использования
settings-text-consent = Согласие на обработку данных
settings-button-new-text = ✏️ { $name }
settings-ask-text-ru = Пришлите новый текст по-русски файлом .txt (UTF-8) или сообщением. «## » в начале строки — заголовок, «- » — пункт списка.
settings-ask-text-en = Пришлите тот же текст по-английски. Если перевода нет, пропустите: всем покажем русский.
settings-help-text = Файл до 1 МБ, от 200 знаков. Прежняя версия сохранится: видно, кто, когда и какую принял.
settings-text-review = <b>{ $name }: версия { $version }</b>
    { $count ->
        [one] Заново спросим { $count } человека, принявшего прежнюю версию.
       *[other] Заново спросим { $count } человек, принявших прежнюю версию.
    } Отменить публикацию нельзя, можно опубликовать следующую версию.
settings-button-publish = Опубликовать и спросить всех
settings-button-edit-ru = ✏️ Русский текст
settings-button-edit-en = ✏️ Английский текст
settings-text-published = ✅ Опубликовано: { $name }, версия { $version }.

error-setting-not-found = Этой настройки нет среди ваших. Откройте настройки заново: /admin
error-setting-wrong = Так записать нельзя. Посмотрите на пример и введите ещё раз.
error-provider-needs-proof = Тогда счёт нельзя будет добавить: оставьте доступ по номеру или хотя бы один способ подтверждения.
error-text-length = Нужен текст от { $min } до { $max } знаков, сообщением или файлом .txt.
error-text-not-utf8 = Файл не читается. Сохраните его как текст в кодировке UTF-8 и пришлите снова.
error-agent-missing = Сначала укажите ИНН и название: пока их нет, к ним нечего добавить.
