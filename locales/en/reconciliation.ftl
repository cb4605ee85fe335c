# Payments against the registers of the payment service and the bank.

reconciliation-title = <b>⚖️ Reconciliation</b>
reconciliation-how = Send a register to see where it differs from our payments. Comparing changes nothing.
reconciliation-ask-file = Send the register as a file: a table (CSV, Excel) with payment number, sum and date, or Sberbank’s register.
reconciliation-help-file = The payment number is the one the payment service gave. The register’s dates show which of our payments it lacks.
reconciliation-done = The register is compared.
reconciliation-head = <b>Reconciliation No. { $id }</b>: { $file }
reconciliation-days = Days: { $from } — { $until }
reconciliation-count = { $outcome }: { $count }
reconciliation-count-open = { $outcome }: { $count }, open { $open }
reconciliation-matched = Matched
reconciliation-missing-here = Missing here
reconciliation-missing-there = Missing there
reconciliation-different-sum = Different sums
reconciliation-rows = <b>{ $outcome }</b>
reconciliation-row-title = <b>{ $outcome }</b>
reconciliation-row-ids = In the register: { $external }
    Here: { $number }
reconciliation-row-sums = Our sum: { $ours }
    In the register: { $theirs }
reconciliation-row-account = Number: { $account }
reconciliation-none = none
reconciliation-advice-missing-here = The service has the money, and here the payment did not go through. Ask the service: if it confirms, the payment goes through at once.
reconciliation-advice-unknown = We know no such payment. If it was made elsewhere, load it as a file by “Import”.
reconciliation-advice-missing-there = Here the payment went through, and the register lacks it. Ask the service; if it is silent, write to it.
reconciliation-advice-different-sum = Check refunds and commission. Ask the service what it thinks now.
reconciliation-resolved = ✓ Dealt with: { $resolution }
reconciliation-resolution-no-difference = no difference
reconciliation-resolution-claimed = written to the service
reconciliation-resolution-corrected = corrected
reconciliation-button-open = ⚖️ Reconciliation
reconciliation-button-gateway = Payment service’s register
reconciliation-button-bank = Bank’s register
reconciliation-button-show = Show differences
reconciliation-button-payment = Open the payment
reconciliation-button-ask = Ask the service
reconciliation-button-no-difference = No difference
reconciliation-button-claimed = Wrote to the service
reconciliation-button-corrected = Corrected
reconciliation-button-reopen = Open again

error-reconciliation-not-found = There is no such reconciliation.
error-reconciliation-no-payment = We know no such payment, there is nothing to ask about.
error-reconciliation-rows-wrong = Rows with errors: { $errors }, the first is { $row }. Half a register cannot be compared: correct the file and send it again.
error-reconciliation-file-wanted = The register is needed. Send it as a document.
