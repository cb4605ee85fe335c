# History: my operations.

history-title = <b>📜 Operations</b>
history-empty = All your payments through the bot will be here.
history-row = { $time } · <b>{ $sum }</b>
    { $provider } · { $method } · { $status }
history-button-open = { $date } · { $sum }

history-sums = Operations: { $count }, done for <b>{ $sum }</b>
history-filtered = Filter: { $filter }
history-nothing-found = Nothing fits this filter. Change or reset it.
history-button-filter = ⚙️ Filter
history-button-csv = ⬇️ CSV
history-button-xlsx = ⬇️ Excel
history-button-accounts = 🏠 Payments of an account
history-button-mine = 📜 My operations
history-button-certificate = 📄 Order a certificate
history-accounts-title = Of which account shall all payments be shown?
history-no-accounts = No accounts yet. Add one, and all its payments will be here.
history-account-title = <b>Payments of { $account }</b>
    { $provider }: all the company knows, from the bank, the post office and relatives too.
history-account-row = { $time } · <b>{ $sum }</b>
    { $who } · { $status }
history-mine = you, in this bot
history-somebody = another payer, in this bot
history-channel-bot = Bot
history-channel-elsewhere = Other ways
history-filter-title = <b>⚙️ Filter of operations</b>
history-filter-period = Period: { $value }
history-filter-method = Method: { $value }
history-filter-status = Status: { $value }
history-filter-provider = Provider: { $value }
history-filter-channel = Paid through: { $value }
history-button-period = Period
history-button-method = Method
history-button-status = Status
history-button-provider = Provider
history-button-channel = Paid through
history-button-reset = Reset the filter
history-button-show = Show
history-button-own-period = Own period
history-choose-title = What to show?
history-any = Any
history-any-time = everything up to today
history-range = from { $from } to { $to }
history-one-provider = one provider
history-one-card = one card
history-period-month = This month
history-period-last-month = Last month
history-period-year = This year
history-ask-period = Which days? Type two dates, for example <code>01.10.2026 – 16.11.2026</code>.
history-help-period = Day, month and year in digits. One date means that day.
history-period-set = The period is chosen.
history-column-time = Date and time
history-column-number = Operation No.
history-column-provider = Provider
history-column-account = Account
history-column-method = Method
history-column-channel = Where
history-column-status = Status
history-column-fiscal = Fiscal receipt
history-column-sum = Sum, RUB
history-file-name = operations-{ $day }.{ $format }
history-sheet-name = Operations

error-history-empty = Nothing to export: no operations fit this filter.
error-history-too-long = There are more than { $limit } operations. Choose a shorter period.
error-history-period = The dates were not understood. Type, for example, 01.10.2026 – 16.11.2026.
history-fiscal-numbers = FN { $storage }, FD { $document }, FPD { $sign }, { $time }
history-fiscal-pending = being made
history-fiscal-refused = refused by the cash register
history-fiscal-sent = sent by the payment system
