# Pictures and papers: what all of them share.

document-page = Page { $page } of { $pages }

# Under the columns of charts.
chart-month-01 = Jan
chart-month-02 = Feb
chart-month-03 = Mar
chart-month-04 = Apr
chart-month-05 = May
chart-month-06 = Jun
chart-month-07 = Jul
chart-month-08 = Aug
chart-month-09 = Sep
chart-month-10 = Oct
chart-month-11 = Nov
chart-month-12 = Dec

error-documents-busy = Many documents are being made right now. Please try again in a minute.
error-document-too-slow = The document takes too long to make. Please try again in a minute.

# Copy of a bill (PDF)
document-bill-title = Bill for { $period }
document-bill-issued = { $type } of { $date }. Copy
document-bill-inn = INN { $inn }
document-bill-payer = Payer
document-bill-address = Address
document-bill-flat = flat { $flat }
document-bill-area-label = Area
document-bill-area = { $total } m²
document-bill-area-living = { $total } m², living { $living } m²
document-bill-people = Residents
document-bill-no-lines = The company gave no lines of this bill, only its sum.
document-bill-subline = incl. { $service }
document-bill-total = Total
document-bill-finding-line = “{ $service }”: the columns give { $computed }, but { $stated } is stated.
document-bill-finding-total = The lines add up to { $computed }, but the bill's total is { $stated }.
document-bill-comment = Comment: { $comment }
document-bill-later = Paid after { $date } and not yet in the bill: { $payments }
document-bill-due = To pay: { $sum }
document-bill-settled = Paid in full
document-bill-overpaid = Overpaid { $sum }, nothing to pay
document-bill-archived = This is a bill of a past period: its debt, if any, stands in the newest bill. Pay that one.
document-bill-requisites = Where to pay
document-bill-payee = Payee
document-bill-inn-label = INN
document-bill-kpp-label = KPP
document-bill-account-label = Bank account
document-bill-bank-label = Bank
document-bill-bic-label = BIC
document-bill-corresp-label = Corr. account
document-bill-qr = Scan it in your bank's app
document-bill-foot = Copy of a bill by the company's data as of { $date }. Made in the company's Telegram bot.

document-column-service = Service
document-column-unit = Unit
document-column-volume = Volume
document-column-tariff = Tariff, ₽
document-column-accrued = Accrued, ₽
document-column-recalculation = Recalculated, ₽
document-column-benefits = Benefits, ₽
document-column-penalty = Penalty, ₽
document-column-openingBalance = Debt (+), overpaid (−), ₽
document-column-paid = Paid, ₽
document-column-undersupplyDays = Undersupply, days
document-column-undersupplySum = Undersupply, ₽
document-column-withinNorm = Within the norm, ₽
document-column-total = To pay, ₽
document-bill-file = bill-{ $period }-{ $number }.pdf
document-payment-purpose = Оплата по л/с { $number }, { $period }

# Pictures of bills
chart-changes-title = Why the bill changed
chart-changes-between = { $period } against { $before }. The difference: { $sum }
chart-changes-rest = The other lines together
chart-year-title = Charged by month
chart-year-about = { $account }, thousands of ₽
chart-cause-volume = volume
chart-cause-tariff = tariff
chart-cause-accrued = accrual
chart-cause-recalculation = recalculation
chart-cause-benefits = benefits
chart-cause-penalty = penalty
chart-cause-balance = debt or payment
chart-cause-appeared = a new line
chart-cause-gone = the line is gone
chart-cause-other = other
chart-group-housing = Upkeep of the house
chart-group-heating = Heating
chart-group-water = Water and sewage
chart-group-energy = Power and gas
chart-group-waste = Waste
chart-group-security = Guards and concierge
chart-group-repair = Capital repairs
chart-group-media = Media
chart-group-other = Other
chart-finance-title = Charged and paid
chart-finance-accrued = Charged
chart-finance-paid = Paid

# Finance by month (PDF)
document-finance-title = Charges and payments by month
document-finance-foot = By the data of the company and of this bot. A dash: no data.
document-finance-month = Month
document-finance-opening = At the start, ₽
document-finance-accrued = Charged, ₽
document-finance-recalculation = Recalculated, ₽
document-finance-paid = Paid, ₽
document-finance-asked = The bill asked for, ₽
document-finance-closing = At the end, ₽
document-finance-signs = Debt without a sign, overpayment with a minus.
document-finance-file = finance-{ $number }.pdf

# Certificates that the bot makes by itself
document-certificate-payments = Certificate of payments
document-certificate-no-debt = Certificate: nothing is owed
document-certificate-account = Account
document-certificate-address = Address
document-certificate-provider = Provider
document-certificate-period = Period
document-certificate-made = Made
document-certificate-day = Date
document-certificate-channel = Paid at
document-certificate-sum = Sum, ₽
document-certificate-total = Total for the period
document-certificate-bot = Personal account in Telegram
document-certificate-clear = Nothing is owed on the account
document-certificate-basis = By the bill for { $period } and the payments known when this was made.
document-certificate-advance = Overpaid: { $sum }.
document-certificate-note = Made without an employee: there is no signature and no stamp on it. A signed and stamped one can be ordered in the same place, under “Tickets”.
document-certificate-phone = To check the data: { $phone }.
document-certificate-foot = By the data of the company and of this bot.
document-certificate-file = certificate-{ $number }-{ $day }.pdf
