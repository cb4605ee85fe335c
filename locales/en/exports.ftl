# Export of payments for the accounting.

exports-title = <b>📤 Export of payments</b>
exports-how = Each payment goes into an export once. Until an export is marked as handed over, the company counts as not knowing its payments.
exports-none = There are no payments to export.
exports-waiting = { $name }: { $count ->
    [one] { $count } payment
   *[other] { $count } payments
  } for { $sum }
exports-provider = <b>{ $name }</b>
exports-once = For which time? Only payments that were in no export yet go into the file.
exports-history = <b>Earlier exports</b>
exports-history-empty = There were no exports yet.
exports-batch = <b>Export No. { $id }</b>: { $provider }
exports-batch-sum = { $count ->
    [one] { $count } payment
   *[other] { $count } payments
  } for { $sum }
exports-batch-period = From { $from } to { $until }
exports-batch-open = ⏳ Not handed over yet. Download the file and press “Handed over” once the accounting has it.
exports-batch-closed = ✅ Handed over { $at }. The files can be had again, they stay the same.
exports-file = Export No. { $id }
exports-template = <b>Look of the register</b>
    As the accounting wants it. Earlier exports do not change.
exports-template-columns = Columns: <code>{ $columns }</code>
exports-template-rest = Encoding { $encoding }, decimals by “{ $decimal }”, total line: { $trailer }
exports-yes = yes
exports-no = no
exports-ask-columns = List the columns in order, with spaces. There are:
    <code>{ $known }</code>
    Example: <code>date time account amount</code>
exports-help-columns = The columns account and amount are always needed. empty is an empty column.
exports-columns-saved = Columns saved: <code>{ $columns }</code>
exports-column-paid-at = Date and time
exports-column-number = Operation number
exports-column-operation = Number at the payment service
exports-column-account = Account
exports-column-payer = Payer in the company’s books
exports-column-address = Address
exports-column-period = Period
exports-column-method = Method
exports-column-amount = Sum
exports-column-fee = Company’s commission
exports-column-refunded = Refunded
exports-button-open = 📤 Export of payments
exports-button-readings = 📟 Export of readings
exports-button-history = Earlier exports
exports-button-all = Export everything
exports-button-month = Only { $period }
exports-button-template = ⚙️ Look of the register
exports-button-columns = Change columns
exports-button-decimal = Decimals by “{ $sign }”
exports-button-trailer = Add the total
exports-button-no-trailer = Remove the total
exports-button-register = Register
exports-button-csv = CSV
exports-button-xlsx = Excel
exports-button-close = ✅ Handed over
exports-button-cancel = Cancel the export

error-export-empty = For this time there are no payments that were in no export yet.
error-export-not-found = There is no such export.
error-export-closed = This export was handed over already, it cannot be cancelled.
error-export-columns-wrong = The register needs the columns account and amount.
error-export-columns-unknown = There is no such column. List words from the list, with spaces.
error-export-too-large-xlsx = There are too many payments for Excel (more than { $max }). Download the CSV.
