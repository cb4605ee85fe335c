# Bill import: dry run, publishing, roll back.

imports-title = <b>📥 Bill import</b>
imports-how = Send a file of charges here: a CSV table, a <code>#TYPE 7</code> register or a Sberbank register. A dry run comes first: nothing changes until you press “Publish”.
imports-empty = There were no imports yet.
imports-reading = Reading the file…
imports-unreadable = The file was not loaded, nothing has changed. { $problem }
imports-plan-title = <b>Dry run</b>: { $file }
imports-plan-format = Format: { $format }, encoding { $encoding }
imports-plan-workbook = Excel workbook, sheet “{ $sheet }”
imports-format-table = table
imports-format-register-7 = register #TYPE 7
imports-format-sberbank-pipe = Sberbank register
imports-plan-provider = { $name }: { $bills ->
    [one] { $bills } bill
   *[other] { $bills } bills
  } for { $sum }
imports-plan-lines = Lines of charges: { $lines }
imports-plan-as-of = The company's figures as of { $date }: payments from that day on are taken off the sum to pay.
imports-plan-changes = New bills: { $new }, with another sum: { $changed }, with the same sum: { $same }.
imports-plan-unknown = Unknown numbers: { $count }. Make sure they are no misprints; publishing creates them:
imports-plan-unknown-row = • { $number } — { $provider }
imports-plan-moved = { $count ->
    [one] 🔒 { $count } linked account has another payer or flat: { $numbers }. Access to it will be suspended until you decide in “🔑 Access to accounts”.
   *[other] 🔒 { $count } linked accounts have another payer or flat: { $numbers }. Access to them will be suspended until you decide in “🔑 Access to accounts”.
}
imports-plan-columns = Columns not used: { $columns }
imports-plan-warnings = ⚠️ Warnings: { $count }
imports-plan-errors = ❌ Errors: { $count }
imports-plan-problem = row { $row }: { $problem }
imports-plan-more = …and { $count } more
imports-plan-nothing-changed = A file with errors is not loaded. Mend it and send it again.
imports-plan-already = This file is published already (import No. { $batch }). Nothing will change again.
imports-started = Loading { $file }…
imports-already-started = It is being loaded already: the result will appear in this message.
imports-progress = Loading: { $bar }
    { $done } of { $total }
imports-done = ✅ Published: { $bills ->
    [one] { $bills } bill
   *[other] { $bills } bills
  }, { $lines } lines. New accounts: { $created }.
imports-done-already = This file had been published already (import No. { $batch }), nothing has changed.
imports-discarded = The file was put aside, nothing has changed.
imports-choose-provider = The file does not name the provider. Whose bills are these?
imports-ask-as-of = The beginning of which day are these figures of? Payments from that day on will be taken off the sum to pay.
    Example: <code>05.11.2026</code>
imports-help-as-of = The accountants knew payments made before the beginning of this day. What is left to pay depends on it.
imports-as-of-set = Figures as of { $date }. Publish?
imports-error-column = Error
imports-error-file = The same file with the reason in the last column. Mend it and send it again.
imports-cancelling = Stopping: what was loaded will be taken away.
imports-cancelled = The import was cancelled, nothing has changed.
imports-retrying = It did not work because of a fault of ours. It will be tried again by itself. If nothing changes here within an hour, send the file again.
imports-cancel-too-late = The import is finished already.
imports-mark-published = ✅
imports-mark-staging = ⏳
imports-mark-staged = ⏳
imports-mark-rolled_back = ↩️
imports-mark-cancelled = ✖️
imports-mark-failed = ❌
imports-status-published = published
imports-status-staging = loading
imports-status-staged = loaded, not published
imports-status-rolled_back = rolled back
imports-status-cancelled = cancelled
imports-status-failed = failed
imports-card-title = <b>Import No. { $id }</b>: { $file }
imports-card-status = State: { $status }, { $at }
imports-roll-back-ask = Roll back “{ $file }”? { $bills ->
    [one] { $bills } bill returns
   *[other] { $bills } bills return
  } to the former state. Payments taken stay.

# Errors and warnings of rows: “row 7: …”. { $where } holds the column, when there is one.
imports-problem-unknown = the row does not fit
imports-problem-account-missing = the account number is missing
imports-problem-account-invalid = “{ $value }” is no account number
imports-problem-account-exponent = the number “{ $value }” was spoilt by the spreadsheet, its digits are lost. Make the column text and export again
imports-problem-account-pattern = the number “{ $value }” does not look like one of this provider
imports-problem-period-missing = the month is missing
imports-problem-period-invalid = { $where }“{ $value }” is no month. Example: 10.2026
imports-problem-date-invalid = { $where }“{ $value }” is no date. Example: 05.11.2026
imports-problem-sum-missing = { $where }the sum is missing
imports-problem-sum-invalid = { $where }“{ $value }” is no sum. Example: 1234,56
imports-problem-sum-too-precise = { $where }the sum “{ $value }” has more than two decimal places
imports-problem-sum-too-large = { $where }the sum “{ $value }” is too large
imports-problem-number-invalid = { $where }“{ $value }” is no number
imports-problem-wrong-column-count = { $actual } columns instead of { $expected }
imports-problem-quote-unclosed = a quote is opened and never closed
imports-problem-text-too-long = { $where }the text is too long
imports-problem-row-duplicate = repeats row { $first }: “{ $service }”
imports-problem-account-repeated = the number “{ $account }” stood in row { $first } already
imports-problem-too-many-lines = more than { $limit } lines in one bill
imports-problem-subline-without-parent = the part “{ $service }” stands without the line it belongs to
imports-problem-bill-has-errors = the bill is left out because of the error in row { $first }
imports-problem-row-after-trailer = the row stands after the trailer
imports-problem-filesum-mismatch = #FILESUM says { $stated }, the rows give { $computed }: the file was cut or changed
imports-problem-filesum-invalid = “{ $value }” in #FILESUM is no sum
imports-problem-trailer-count-mismatch = the trailer says { $stated } rows, the file has { $computed }: it was cut or changed
imports-problem-trailer-invalid = the trailer “{ $value }” cannot be read
imports-problem-line-product-differs = “{ $service }”: accrued { $stated }, volume × tariff give { $computed }
imports-problem-line-total-differs = “{ $service }”: to pay { $stated }, the columns give { $computed }
imports-problem-bill-total-differs = number { $account }: total { $stated }, the lines give { $computed }
imports-problem-bill-field-differs = number { $account }: “{ $field }” is “{ $value }” here and “{ $first }” before; the first one stays
imports-problem-file-sum-differs = the file's total is { $stated }, the rows give { $computed }
imports-problem-trailer-missing = there is no trailer: make sure that the file was not cut
imports-problem-filesum-missing = there is no #FILESUM: make sure that the file was not cut
imports-problem-period-spans-months = the period lasts from { $first } to { $last }: the bill will be for { $last }
imports-problem-period-differs-from-file-name = the month is { $period }, the file's name says { $named }
imports-problem-provider-unknown = there is no provider “{ $provider }” here
imports-problem-provider-other = the row belongs to “{ $provider }”, another one was chosen
imports-problem-provider-ambiguous = several providers fit: { $names }. Choose one
imports-problem-provider-not-named = the provider is not named. Choose it
imports-problem-company-not-yours = “{ $provider }” is not covered by your role
imports-problem-period-too-far = { $period } is far ahead: check the month
imports-problem-bill-repeated = the bill of number { $account } for this month was begun in row { $first } under another name
imports-problem-bill-too-large = the total of bill { $account } is too large
imports-problem-days-too-many = number { $account }: there cannot be so many days of undersupply

imports-plan-kind = What it is: { $kind }
imports-kind-bills = bills
imports-kind-accounts = accounts
imports-kind-payments = payments
imports-kind-meters = meters
imports-kind-reading-answers = answers to readings
imports-kind-jku-map = JKU numbers (GIS ЖКХ)
imports-rows-provider = { $name }: { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
  }
imports-rows-provider-sum = { $name }: { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
  } for { $sum }
imports-rows-changes = New: { $new }, changed: { $changed }, known already: { $same }.
imports-rows-matched = { $count } of them went through this bot: they will not count twice.
imports-rows-left-out = Rows with errors are left out, the others can be published. Send the file with errors later.
imports-done-rows = ✅ Published: { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
  }.
imports-roll-back-rows = Roll back “{ $file }”? { $rows ->
    [one] { $rows } row returns
   *[other] { $rows } rows return
  } to what it was.
imports-choose-kind = What is this file about?
imports-choose-period = Which month are these bills for?
imports-columns-title = <b>Columns of the file</b>
    Press a column to say what it holds. It is remembered for this provider’s next files.
imports-column-used = { $number }. { $header } → { $key }
imports-column-unused = { $number }. { $header } — not used
imports-column-ask = What is in the column “{ $header }”?
imports-button-columns = 🧩 Columns
imports-button-kind = Something else
imports-button-period = 📅 Name the month
imports-button-plan = To the dry run
imports-button-unused = Do not use
imports-button-apply-good = Publish without errors: { $count }
imports-problem-account-unknown = there is no number { $value } here
imports-problem-sum-not-positive = { $where }the sum of a payment must be above zero
imports-problem-paid-in-future = a payment from the future: check the date
imports-problem-phone-invalid = { $where }“{ $value }” is no phone
imports-problem-els-invalid = { $where }“{ $value }” is no unified account. Example: 20АА123456
imports-problem-jku-invalid = { $where }“{ $value }” is no JKU number. Example: 20АА123456-01
imports-problem-row-repeated = number { $account } stood in row { $first } already
imports-problem-meter-kind-unknown = { $where }“{ $value }” is no cold or hot water, electricity, heating or gas
imports-problem-meter-serial-wrong = { $where }the number of the meter is missing
imports-problem-meter-zones-wrong = { $where }there are not as many readings as tariffs
imports-problem-meter-zones-changed = the meter of account { $value } has another count of tariffs: take the old one off and add the new
imports-problem-reading-in-future = the reading of account { $value } is dated tomorrow or later
imports-problem-answer-unknown = { $where }“{ $value }” is neither accepted nor rejected
imports-problem-answer-without-reason = { $where }rejected without a reason
imports-problem-reading-number-missing = { $where }the number of the submission is missing
imports-problem-reading-unknown = account { $value } has no reading of this number

imports-button-apply = Publish
imports-button-create = Create { $count } and publish
imports-button-as-of = 📅 Figures of another day
imports-button-provider = Choose the provider
imports-button-errors = 📄 File with errors
imports-button-card = Import card
imports-button-roll-back = ↩️ Roll back
imports-button-roll-back-yes = Yes, roll back

error-import-too-large = The file has { $accounts } accounts. The embedded database is meant for { $max }: connect PostgreSQL (DATABASE_URL).
error-import-has-errors = Errors in the file: { $errors }. Mend them and send the file again.
error-import-empty = There is no bill in the file.
error-import-unknown-accounts = Unknown numbers: { $count }. Allow to create them.
error-import-cancelled = The import was cancelled, nothing has changed.
error-import-not-found = There is no such import.
error-import-not-published = This import is not published, there is nothing to roll back.
error-import-file-changed = The file has changed since the dry run. Send it again.
error-date-wrong-form = Enter the date like this: 05.11.2026
error-date-in-future = That day has not come yet. Enter today or an earlier day.
error-file-too-big = The file is larger than { $maxMegabytes } MB: Telegram does not give such files to bots. Split it, or load it by npm run import on the server.
error-file-unavailable = The file could not be fetched from Telegram. Send it again.

# The file as a whole cannot be read.
error-file-empty = The file is empty. Export it again and send it once more.
error-file-too-large = The file is larger than { $maxMegabytes } MB. Split it, for example by houses, and send each part.
error-file-too-many-rows = The file has more than { $limit } rows. Split it and send each part.
error-file-without-rows = The file has a header but not a single row of charges.
error-file-is-image = This is a picture; a file of charges is needed: a CSV table or a register in a text file.
error-file-is-pdf = This is a PDF; a file of charges is needed: a CSV table or a register in a text file.
error-file-is-xlsx = This is an Excel workbook, and a text file is needed here. Save the sheet as “CSV UTF-8” and send that file.
error-file-xlsx-broken = The Excel workbook is damaged or protected by a password. Open it, take the password off, save it as .xlsx and send it again.
error-file-unpacks-too-large = The file is too large once unpacked. Delete empty rows, columns and surplus sheets, or split it.
error-file-is-xls = This is an Excel or Calc workbook. Save the sheet as CSV and send that file.
error-file-is-document = This is a text document; a file of charges is needed: a CSV table or a register.
error-file-is-archive = This is an archive. Unpack it and send the file of charges itself.
error-file-is-dbf = This is a DBF table. Save it as CSV and send that file.
error-file-is-html = This is a web page, whatever its name says. Open it in Excel, save it as CSV and send that.
error-file-is-xml = This is an XML file, which is not supported. Export a CSV table or a #TYPE 7 register.
error-file-is-bank-statement = This is a 1C bank statement; a file of charges is needed: a CSV table or a register.
error-file-is-binary = This is not a text file. A CSV table or a register in a text file is needed.
error-file-mixed-encoding = The file's lines are in different encodings (the first stranger is row { $row }): two files were probably joined. Export it again.
error-file-encoding-unknown = The encoding could not be told: Russian text is readable in none. Save the file in UTF-8 or Windows-1251.
error-file-letters-lost = Letters were lost when the file was saved (row { $row }, signs “�”). Export it from the program again.
error-format-unknown = This does not look like a file of charges. A CSV table with a header, a #TYPE 7 register and a Sberbank register will do.
error-register-type-unsupported = A register with #TYPE “{ $type }” is not supported; a saldo register is needed: #TYPE 7.
error-columns-missing = Columns are missing: { $columns }. The file has: { $found }.
error-columns-repeated = The column “{ $column }” is named twice. Keep one.
error-period-missing = The file names no month. Add a column «Период», for example 10.2026.
error-import-draft-done = This file was dealt with already. If it has changed, send it again.
imports-button-type-period = ✏️ Another month
imports-ask-period = Which month are these bills for? For example: <code>10.2026</code>
imports-help-period = The month that is charged for: 10.2026 or 2026-10.
imports-period-set = Month: { $period }. Read the file?
error-period-wrong-form = Type the month like this: 10.2026
