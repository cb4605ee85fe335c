# An administrator's settings: companies, providers, rules, texts, maintenance.

settings-button-open = ⚙️ Settings
settings-title = <b>⚙️ Settings</b>
settings-title-plain = Setting
settings-intro = Choose what to set up. Every change is first shown beside what it was, and stands in the journal.
settings-button-companies = 🏢 Companies
settings-button-providers = 🧾 Providers
settings-button-rules = 📐 Common rules
settings-button-agent = 🏦 Payment agent
settings-agent-what = Who takes and who transfers the money: every receipt prints it. A company may have an agent or an operator of its own; otherwise the receipt names the common one.
settings-button-company-rules = 📐 Rules of the company
settings-button-windows = 🗓 Terms of readings
settings-button-texts = 📄 Terms and consent
settings-button-maintenance = 🔧 Maintenance
settings-choose-company = <b>🏢 Which company?</b>
settings-choose-provider = <b>🧾 Which provider?</b>
settings-button-buildings = 🏠 Houses
settings-button-money = 💳 Bank details and commission
settings-choose-building = <b>🏠 Which house?</b>
settings-choose-none = Nothing here yet: the data comes with the company’s registers (/import).
settings-commission-none = no commission
settings-commission-minimum = at least { $amount }
settings-commission-maximum = at most { $amount }
settings-commission-payer = paid by the resident
settings-commission-company = paid by the company
settings-place = <b>⚙️ { $name }</b>
    Press what you want to change.
settings-line = { $name }: <b>{ $value }</b>
settings-ask = <b>{ $place }</b>
    { $name }: <b>{ $value }</b>
    What shall it be? For example: { $example }
settings-help-field = First you see the old and the new value side by side, then you save. The old one stays in the journal.
settings-review = <b>{ $place }</b>
    { $name }
    was: { $before }
    will be: <b>{ $after }</b>
settings-button-save = Save
settings-button-edit = ✏️ Correct
settings-button-clear = Remove
settings-button-back = ⚙️ To the settings
settings-saved = ✅ Saved: { $name }.
settings-value-none = not set
settings-value-yes = yes
settings-value-no = no
settings-value-warn = take with a warning
settings-value-refuse = refuse

settings-name-company-name = Name
settings-name-company-short-name = Short name
settings-name-company-phone = Phone
settings-name-company-email = E-mail
settings-name-company-website = Website
settings-name-company-address = Office
settings-name-company-hours = Hours
settings-name-company-timezone = Time zone
settings-name-provider-title = Name
settings-name-provider-short-title = Short name
settings-name-provider-aliases = Other names
settings-name-provider-number = Form of the number
settings-name-provider-notice-ru = Notice, Russian
settings-name-provider-notice-en = Notice, English
settings-name-provider-basic-level = Access by the number
settings-name-provider-proof-surname-flat = Surname and flat
settings-name-provider-proof-pin = PIN
settings-name-provider-proof-phone = Phone on file
settings-name-provider-proof-bill-qr = QR of the bill
settings-name-provider-issues-bills = Issues bills
settings-name-provider-uses-exports = Wait for exports
settings-name-provider-active = Shown to residents
settings-name-money-payee = Payee
settings-name-money-bank = BIC and accounts
settings-name-money-bank-name = Bank
settings-name-money-inn = INN
settings-name-money-kpp = KPP
settings-name-money-service-code = Service code
settings-name-money-commission-telegram = Commission: Telegram
settings-name-money-commission-yookassa = Commission: card
settings-name-money-commission-sbp = Commission: SBP
settings-name-money-commission-saved_card = Commission: saved card
settings-name-money-commission-bank_qr = Commission: bank QR
settings-name-agent-agent = Agent
settings-name-agent-agent-licence = Agent's licence
settings-name-agent-agent-address = Agent's address
settings-name-agent-agent-phones = Agent's phones
settings-name-agent-operator = Operator
settings-name-agent-operator-licence = Operator's licence
settings-name-agent-operator-address = Operator's address
settings-name-agent-operator-phones = Operator's phones
settings-name-building-timezone = Time zone
settings-name-building-fias = FIAS code
settings-name-building-entrances = Entrances
settings-name-rule-readings-expired-verification = Verification expired
settings-name-rule-announcements-approval-above = Approve when more than
settings-name-rule-bills-pay-by-day = Pay by day of month
settings-name-rule-notifications-quiet-hours = Quiet hours
settings-name-rule-notifications-most-a-day = Messages a day
settings-name-rule-bills-bill-by-day = Bill by day of month
settings-name-rule-readings-last-day = Readings by day of month
settings-name-rule-bills-penalty-from-day = Penalty from day of delay
settings-name-rule-tickets-most-a-day = Tickets a day
settings-name-rule-accounts-numbers-a-day = Account numbers a day
settings-name-rule-accounts-proofs-an-hour = Mistakes an hour
settings-name-features-payments = Payments
settings-name-features-bills = Bills and history
settings-name-features-meters = Readings
settings-name-features-tickets = Tickets
settings-name-features-accounts = Accounts

settings-example-company-name = Smart Zapad LLC
settings-example-company-short-name = Smart Zapad
settings-example-company-phone = 8 800 100-39-00
settings-example-company-email = info@example.com
settings-example-company-website = https://example.com
settings-example-company-address = Moscow, Tsentralnaya, 5
settings-example-company-hours = 1-5 08:00-21:00; 6 10:00-16:00 (1 is Monday)
settings-example-company-timezone = Europe/Moscow
settings-example-provider-title = Smart Zapad (utilities)
settings-example-provider-short-title = Smart Zapad
settings-example-provider-aliases = Smart Zapad utilities; SZ
settings-example-provider-number = ^\d{ "{" }10{ "}" }$ 1234567890 (the form and a number that fits it)
settings-example-provider-notice-ru = Лицевой счёт обновляется раз в 30 дней.
settings-example-provider-notice-en = The account is updated once in 30 days.
settings-example-money-payee = ООО «Смарт Запад»
settings-example-money-bank = BIC, account and correspondent account in a row: 044525225 40702810938000000001 30101810400000000225
settings-example-money-bank-name = ПАО «Сбербанк»
settings-example-money-inn = 7707083893
settings-example-money-kpp = 773601001
settings-example-money-service-code = 101
settings-example-money-commission = 1.5% 30-500 company (percent, least and most in roubles; “company” when it pays)
settings-example-agent-agent = 7707083893 OOO Payment Agent (INN and name; the check digits of the INN are verified)
settings-example-agent-agent-licence = Register of payment operators, no. 12
settings-example-agent-agent-address = 101000, Moscow, Tsentralnaya st., 5
settings-example-agent-agent-phones = 8 800 100-39-00; 8 495 123-45-67
settings-example-agent-operator = 7707083893 PAO Bank (INN and name; the check digits of the INN are verified)
settings-example-agent-operator-licence = Bank of Russia licence no. 1481
settings-example-agent-operator-address = 117997, Moscow, Vavilova st., 19
settings-example-agent-operator-phones = 8 800 555-55-50
settings-example-building-timezone = Asia/Yekaterinburg
settings-example-building-fias = 0c5b2444-70a0-4932-980c-b4dc0d3f02b5
settings-example-building-entrances = 1: 1-40; 2: 41-80 (entrance: flats)
settings-example-rule-announcements-approval-above = 500 (number of recipients)

settings-example-rule-bills-pay-by-day = 20 or 20 from 01.01.2027 (day of the month and since when; the bill is last month’s)
settings-example-rule-notifications-quiet-hours = 21-9 (21:00 to 9:00 by the house’s clock)
settings-example-rule-notifications-most-a-day = 5 (the rest comes as one list in the morning)
settings-example-rule-bills-bill-by-day = 5 or 5 from 01.01.2027 (day of the month and since when; the bill is last month’s)
settings-example-rule-readings-last-day = 25 or 25 from 01.01.2027 (the last day where no days of their own are set)
settings-example-rule-bills-penalty-from-day = 31 or 31 from 01.01.2027 (the day of delay from which a penalty is counted; 31 = none for 30 days)
settings-example-rule-tickets-most-a-day = 10 (tickets of one person in 24 hours)
settings-example-rule-accounts-numbers-a-day = 10 (different account numbers one person may enter in 24 hours, 50 at most)
settings-example-rule-accounts-proofs-an-hour = 5 (wrong surnames, PINs and QR codes before a pause, 10 at most; twice as many a day)
settings-unset-rule-bills-bill-by-day = as by law (the 5th)
settings-unset-rule-readings-last-day = as by law (the 25th)
settings-unset-rule-bills-penalty-from-day = as by law (day 31)
settings-unset-rule-tickets-most-a-day = 10, as usual
settings-unset-rule-accounts-numbers-a-day = 10, as usual
settings-unset-rule-accounts-proofs-an-hour = 5, as usual
settings-unset-rule-readings-expired-verification = take with a warning, as usual
settings-unset-rule-announcements-approval-above = 500, as usual
settings-unset-rule-bills-pay-by-day = as by law (the 15th)
settings-unset-rule-notifications-quiet-hours = as usual
settings-unset-rule-notifications-most-a-day = 5, as usual
settings-dated = { $value ->
        [none] as usual from { $from }
       *[other] by day { $value } from { $from }
    }
settings-dated-delay = { $value ->
        [none] as usual from { $from }
       *[other] from day { $value }, since { $from }
    }
settings-means-bill-by = For example, the bill for { $period } must come by <b>{ $billBy }</b>. If two days before or the day after bills are still missing, the bot writes to those who import them.
settings-means-agent = Receipts of new payments say so from today. Payments that have begun and earlier receipts do not change.
settings-means-readings = For example, readings for { $period } will be taken from <b>{ $from }</b> to <b>{ $to }</b>, where the provider and the house have no days of their own.
settings-means-penalty-from = For example, if the bill for { $period } is not paid by { $payBy }, a penalty runs from <b>{ $penaltyFrom }</b>. The bot names this day in the reminder of an overdue bill.
settings-means-pay-by = For example, the bill for { $period } will have to be paid by <b>{ $payBy }</b>. Reminders come three days before, on the day and three days after.

settings-feature-payments = Payments
settings-feature-bills = Bills and history
settings-feature-meters = Readings
settings-feature-tickets = Tickets
settings-feature-accounts = Accounts
settings-maintenance = <b>🔧 Maintenance</b>
    ✅ open, ⏸ closed for residents. A closed part tells residents that it is being worked on; a payment under way will be finished. Staff can still use it.

settings-texts = <b>📄 Terms and consent</b>
    A new version asks everybody again: until they answer the account is closed.
settings-text-line = { $name }: version { $version } of { $date }, accepted by { $count }
settings-text-terms = Terms of use
settings-text-consent = Consent to data processing
settings-button-new-text = ✏️ { $name }
settings-ask-text-ru = Send the new text in Russian as a .txt file (UTF-8) or a message. “## ” begins a heading, “- ” an item.
settings-ask-text-en = Send the same text in English. If there is no translation, skip: everybody sees the Russian one.
settings-help-text = A file up to 1 MB, 200 characters or more. The former version is kept: who accepted which and when.
settings-text-review = <b>{ $name }: version { $version }</b>
    { $count ->
        [one] { $count } person who accepted the former version will be asked again.
       *[other] { $count } people who accepted the former version will be asked again.
    } This cannot be taken back; another version can follow.
settings-button-publish = Publish and ask everybody
settings-button-edit-ru = ✏️ Russian text
settings-button-edit-en = ✏️ English text
settings-text-published = ✅ Published: { $name }, version { $version }.

error-setting-not-found = There is no such setting among yours. Open the settings again: /admin
error-setting-wrong = It cannot be written like this. Look at the example and type it again.
error-provider-needs-proof = Then nobody could link an account: keep access by the number, or one way to prove it.
error-text-length = A text of { $min } to { $max } characters is needed, as a message or a .txt file.
error-text-not-utf8 = The file cannot be read. Save it as text in UTF-8 and send it again.
error-agent-missing = Enter the INN and the name first: until they are there, nothing can be added to them.
