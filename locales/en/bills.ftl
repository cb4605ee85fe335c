# Bills: list and card.

bills-title-unpaid = <b>🧾 Bills to pay</b>
bills-title-all = <b>🧾 All bills</b>
bills-period-shown = Period: { $from } – { $to }
bills-no-accounts = Bills of the accounts you have added appear here. Add the account from your paper bill: charges will come by themselves and paying takes two taps.
bills-none-unpaid = There are no unpaid bills.
bills-none = There are no bills yet: they appear when the company issues them.
bills-none-in-period = There are no bills in this period.
bills-group = <b>{ $provider }</b> · unpaid: { $count }
bills-row = { $index }. <b>{ $period }</b> · { $account }
bills-row-issued = { $type } of { $date } for { $sum }
bills-row-due = To pay <b>{ $sum }</b> · { $status }
bills-row-overpaid = Overpaid { $sum } · { $status }
bills-row-status = Status: { $status }
bills-total-due = Total to pay: <b>{ $sum }</b>
bills-account-number = No. { $number }

bills-status-unpaid = unpaid
bills-status-partly_paid = partly paid
bills-status-processing = processing
bills-status-paid = paid
bills-status-marked = marked by you
bills-status-archived = archived

bills-button-unpaid = Unpaid
bills-button-all = All
bills-button-period = 📅 Period
bills-button-refresh = 🔄 Refresh
bills-button-open = { $index } · { $period }
bills-button-pay = 💳 Pay
bills-button-pay-sum = 💳 Pay { $sum }
bills-button-advance = Pay in advance
bills-button-add = ➕ Add an account
bills-button-prove = 🔓 Show every line
bills-button-list = ‹ To the bills
bills-button-lines = Lines { $from }–{ $to }

bills-pick-from = <b>📅 Period</b>
    From which month shall the bills be shown?
bills-pick-to = <b>📅 Period</b>
    Start: { $from }. To which month?
bills-period-all = All time
bills-period-3 = 3 months
bills-period-6 = 6 months
bills-period-12 = 12 months

bills-card-title = <b>🧾 Bill for { $period }</b>
bills-card-provider = { $provider }
bills-card-account = { $label }: <code>{ $number }</code>
bills-card-own-name = Your name for it: { $name }
bills-card-issued = { $type } of { $date }
bills-card-payer = Payer: { $name }
bills-card-address = Address: { $address }
bills-card-flat = flat { $flat }
bills-card-area = Area: { $total } m²
bills-card-area-living = Area: { $total } m², living { $living } m²
bills-card-residents = Residents: { $count }
bills-card-status = Status: { $status }
bills-card-lines = <b>Charges</b>
bills-card-basic = The lines and the payer's data open after you prove that the account is yours.
bills-card-no-lines = The company gave no lines of this bill, only its sum.
bills-card-total = <b>Bill total: { $sum }</b>
bills-card-comment = Comment: { $comment }
bills-card-as-of = By the company's data as of { $date }
bills-card-later = <b>Paid after this date</b>
bills-card-later-mine = { $date } · { $sum } · you
bills-card-later-other = { $date } · { $sum } · another payer
bills-card-later-channel = { $date } · { $sum } · { $channel }
bills-card-later-refund = { $date } · refund { $sum }
bills-card-due = <b>To pay: { $sum }</b>
bills-card-settled = <b>Paid in full</b>
bills-card-overpaid = <b>Overpaid { $sum }, nothing to pay</b>
bills-card-archived = This is a bill of a past period: its debt, if any, stands in the newest bill.

bills-label-account = Account
bills-label-payment_code = Payment code
bills-label-contract = Contract
bills-label-uin = UIN
bills-label-phone = Phone

bills-line = { $number }. { $service } — <b>{ $sum }</b>
bills-subline = └ incl. { $service } — { $sum }
bills-line-product = { $volume } { $unit } × { $tariff } ₽
bills-line-volume = volume { $volume } { $unit }
bills-line-tariff = tariff { $tariff } ₽
bills-line-accrued = accrued { $sum }
bills-line-recalculation = recalculation { $sum }
bills-line-benefits = benefits { $sum }
bills-line-penalty = penalty { $sum }
bills-line-debt = debt { $sum }
bills-line-overpayment = overpayment { $sum }
bills-line-paid = paid last month { $sum }
bills-line-undersupplyDays = undersupply { $days } days
bills-line-undersupplySum = undersupply { $sum }
bills-line-withinNorm = within the norm { $sum }

bills-finding-line-product = ⚠️ “{ $service }”: volume × tariff = { $computed }, but { $stated } was accrued.
bills-finding-line-total = ⚠️ “{ $service }”: the columns give { $computed }, but { $stated } is to be paid.
bills-finding-bill-total = ⚠️ The lines add up to { $computed }, but the bill's total is { $stated }.

error-bill-not-found = There is no such bill among yours. Perhaps your access to the account has ended.

# Card: what else can be done
bills-button-why = ❓ Why this much
bills-button-pdf = 📄 Copy as PDF
bills-button-year = 📊 12 months
bills-button-table = 🧮 All lines as a table
bills-table-none = This bill cannot be shown as a table here. All lines stand in the bill's card and in the PDF: the button “📄 Copy as PDF”.
bills-button-finance = 📒 Finance
bills-button-requisites = 📋 Requisites
bills-button-mark = ☑️ Mark as paid
bills-button-unmark = ↩️ Remove the mark
bills-button-archive = 🗂 Past bills
bills-button-card = ‹ To the bill
bills-mark-note = You marked the bill as paid: it left the unpaid ones and there will be no reminders. The mark changes no balance; the company's next bill counts everything anew.
error-bill-not-markable = Only a new unpaid bill can be marked. Open the list: it shows how it stands now.
error-full-level-needed = This is shown after you prove that the account is yours. Press “Show every line” on the bill's card.

# Why the bill changed
bills-why-title = <b>❓ Why the bill changed</b>
bills-why-sums = { $period }: <b>{ $sum }</b>
    { $before }: { $was }
bills-why-more = It is <b>more by { $sum }</b>.
bills-why-less = It is <b>less by { $sum }</b>.
bills-why-same = The sum has not changed.
bills-why-first = This is the first bill we have: there is nothing to compare it with yet. With the next one you will see here which line changed and why.
bills-why-no-lines = The company gave only the sum, without lines: it does not show what changed. Ask the company for the details.
bills-why-nothing = Every line is the same as in the bill before.
bills-why-causes = Because of: { $causes }
bills-why-cause = { $cause } { $sum }
bills-why-line = { $index }. { $service }: <b>{ $sum }</b>
bills-why-part-volume = • volume: it was { $before }, now { $after } { $unit } ({ $sum })
bills-why-part-tariff = • tariff: it was { $before } ₽, now { $after } ₽ ({ $sum })
bills-why-part-plain = • { $cause }: { $sum }
bills-why-rest = And { $count } more lines, together { $sum }.
bills-why-unexplained = The lines do not explain { $sum } more: they do not add up to the bill's total.
bills-button-picture = 🖼 As a picture
bills-button-disagree = ✋ Disagree with a line
bills-why-picture-caption = Red is more, green is less.
bills-year-caption = What was charged by month, without debts of earlier months.
bills-picture-nothing = There is nothing to draw: nothing changed since the bill before, or there is none to compare with.
bills-disagree-title = <b>✋ Disagree with a line</b>
    Bill for { $period }. What do you disagree with? We shall prepare a ticket for a recalculation: the bill, the month and the line will already stand in it.
bills-disagree-whole = The whole bill

# Requisites
bills-requisites-title = <b>📋 Where to pay</b>
bills-requisites-hint = Press a button and the value is copied.
bills-requisites-none = The company has not told its requisites. The number can be copied.
bills-requisites-payee = Payee: { $value }
bills-requisites-inn = INN: <code>{ $value }</code>
bills-requisites-kpp = KPP: <code>{ $value }</code>
bills-requisites-account = Bank account: <code>{ $value }</code>
bills-requisites-bank = Bank: { $value }
bills-requisites-bic = BIC: <code>{ $value }</code>
bills-requisites-corresp = Corr. account: <code>{ $value }</code>
bills-button-copy-number = 📋 { $label }
bills-button-copy-account = 📋 Bank account
bills-button-copy-bic = 📋 BIC
bills-button-copy-inn = 📋 INN
bills-button-copy-all = 📋 Everything
bills-requisites-copy = { $name }, ИНН { $inn }, р/с { $account }, { $bank }, БИК { $bic }, к/с { $corresp }, л/с { $number }

# Finance by month
bills-finance-title = <b>📒 Finance by month</b>
bills-finance-account = { $provider } · { $account }
bills-finance-empty = There is nothing to show yet: neither bills nor payments.
bills-finance-month = <b>{ $period }</b>
bills-finance-opening = At the start: { $sum }
bills-finance-accrued = Charged: { $sum }
bills-finance-recalculation = Recalculated: { $sum }
bills-finance-paid = Paid: { $sum }
bills-finance-asked = The bill asked for: { $sum }
bills-finance-closing = At the end: { $sum }
bills-finance-overpaid = overpaid { $sum }
bills-finance-caption = Finances by month.
bills-finance-button-pdf = 📄 As PDF
bills-finance-button-account = ‹ To the account

# A period in words
bills-button-type-period = ⌨️ Type a period
bills-ask-period = Write the period: a month, or two months with a dash. For example: <code>July 2026 – October 2026</code>, <code>07.2026-10.2026</code> or just <code>2026</code>.
bills-help-period = We shall show the bills of these months, the first and the last included.
error-period-not-read = The period could not be read. Example: July 2026 – October 2026, 07.2026-10.2026 or 2026.
bills-type-default = Bill issued

# Units that registers name
unit-m2 = m²
unit-m3 = m³
unit-kwh = kWh
unit-gcal = Gcal
unit-person = pers.
unit-piece = pcs
unit-month = mo
unit-flat = flat
