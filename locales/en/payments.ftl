# Paying: the flow, the Telegram invoice, the receipt, operations for staff.

payments-review-title = <b>💳 Payment: { $period }</b>
payments-review-line = { $service } — { $sum }
payments-review-subline = └ incl. { $service } — { $sum }
payments-review-more = … and more lines: { $count }
payments-review-total = Charges of the bill: { $sum }
payments-review-due = <b>To pay: { $sum }</b>
payments-review-nothing = There is no debt. You can pay in advance: it goes towards the next charges.
payments-review-held = ⏳ This bill is being paid right now (an operation of { $sum }, begun { $time }).
payments-review-open-mine = ⏳ You already have a payment page open for this bill: { $sum }, from { $time } to { $until }. The next step offers to continue it.
payments-review-open-other = ⏳ Somebody opened a payment page for this bill: { $sum }, from { $time } to { $until }. Whether they paid is not known yet.
payments-notice = ℹ️ { $notice }
payments-button-whole = The whole sum: { $sum }
payments-button-own = Another sum
payments-button-to-bill = ‹ To the bill

payments-ask-sum = <b>How much to pay?</b>
    { $provider }, { $number }
    Debt: { $left }

    Write the sum in roubles. Example: <code>1234.56</code>
    From { $min } to { $max } is possible.
payments-help-sum = Kopecks after a comma or a dot. If you pay more than the debt, the rest stays on the account as an advance.

payments-methods-title = <b>How to pay</b>
    Transfer: <b>{ $sum }</b>
payments-method-row = { $method }
    Commission { $percent } — { $commission }. You will be charged <b>{ $total }</b>
payments-method-out-of-limits = { $method }
    Not for this sum: it takes from { $min } to { $max }.
payments-no-methods = Paying is not set up in this bot. Pay by the paper bill or ask the company.
payments-company-phone = The company's phone: { $phone }
payments-advance-warning = ⚠️ This is { $sum } more than the debt: the rest will be an advance.
payments-method-telegram = By card through Telegram
payments-method-yookassa = By card or bank (YooKassa)
payments-method-sbp = Faster payments (SBP)
payments-method-saved_card = Saved card
payments-method-bank_qr = Bank QR code
payments-button-commission = About the commission
payments-commission-hint = The commission is set by the contract between your company and the bank. You see it before paying on every screen and in the receipt.

payments-confirm-title = <b>Check and pay</b>
payments-field-recipient = Recipient: { $provider }
payments-field-account = { $label }: <code>{ $number }</code>
payments-field-bill = Bill for { $period }
payments-field-method = Method: { $method }
payments-field-transfer = Transfer: { $sum }
payments-field-commission = Commission for the operation { $percent }: { $sum }
payments-field-charge = <b>You will be charged: { $sum }</b>
payments-confirm-note = Card data are entered on the payment system's page only. The bot neither asks for them nor sees them.
payments-button-confirm = Pay { $sum }

payments-held-title = <b>⏳ This bill is being paid already</b>
payments-held-title-open = <b>⏳ A payment for this bill is open already</b>
payments-held-mine = Your operation No. { $number } of { $sum }, begun { $time }. The bank may take up to 15 minutes.
payments-held-other = Another payer began an operation of { $sum } at { $time }. The bank may take up to 15 minutes.
payments-held-mine-open = Your operation No. { $number } of { $sum }: its payment page was opened { $time } and waits until { $until }. The bank has not confirmed any payment by it yet. If you have not paid, continue it.
payments-held-other-open = Another payer opened a payment page for { $sum } at { $time }; it waits until { $until }. Whether they paid is not known yet: ask them or check the bill later.
payments-held-warning = If you pay again and both go through, nothing is lost: the rest stays on the account as an advance.
payments-button-check = 🔎 Check the operation
payments-button-continue = Continue paying it
payments-button-anyway = Pay all the same
payments-button-check-bill = 🔎 Check the bill

payments-invoice-title = { $period }, { $provider }
payments-invoice-title-number = Payment, { $provider }
payments-invoice-title-several = Bills: { $count }
payments-invoice-bill = { $provider }. Bill for { $period }, account { $number }.
payments-invoice-number = { $provider }, { $number }.
payments-invoice-several = Several bills at once: { $numbers }.
payments-invoice-sums = Sum { $sum }, commission { $commission }. Operation No. { $operation }.
payments-invoice-label = Payment for services
payments-receipt-item = { $provider }, { $period }, account { $number }
payments-receipt-commission = Commission for the operation
payments-button-pay = Pay { $sum }
payments-button-cancel = Cancel
payments-confirm-changed = The sum has changed. Check the new one and press again.
payments-confirm-renewed = This screen was out of date, it is renewed now. Check it and press again.
payments-invoice-sent = The invoice is in the message below. Press Pay in it: the card is entered on the payment system's page.
    Operation No. { $number }, { $sum }.
payments-invoice-already = The invoice has been sent, it is below in the chat
payments-invoice-failed = Telegram did not take an invoice of this sum. Nothing was charged. Try another sum or later.
payments-button-status = 🔎 Operation status
payments-cancelled = The payment is cancelled, nothing was charged.
    Operation No. { $number }.
payments-button-bills = 🧾 To the bills

payments-status-processing = ⏳ processing
payments-status-done = ✅ done
payments-status-failed = ❌ not done
payments-status-partially_refunded = ↩️ done, partly refunded
payments-status-refunded = ↩️ refunded

payments-receipt-status = <b>Operation { $status }</b>
payments-receipt-services = Payment for: { $provider }
payments-receipt-accepted = <b>Accepted: { $sum }</b>
payments-receipt-to-charge = To be charged: { $sum }
payments-receipt-advance = ⚠️ The bill had been paid by then: { $sum } stays on the account as an advance.
payments-receipt-part-advance = Beyond the debt: { $sum } stays on the account as an advance.
payments-receipt-refunded = Refunded: { $sum }
payments-receipt-number = Transaction number: <code>{ $number }</code>
payments-receipt-time = Date and time: { $time }
payments-receipt-operation-status = Status: { $status }
payments-receipt-method = Method: { $method }
payments-receipt-place = Place: Telegram, @{ $bot }
payments-receipt-recipient = Recipient: { $provider }
payments-receipt-inn = INN { $inn }
payments-receipt-details = <b>Details of the operation</b>
payments-receipt-comment = Comment of the bill: { $comment }
payments-receipt-bill-total = Charges of the bill: { $sum }
payments-receipt-due = Sum to pay: { $sum }
payments-receipt-payer = Payer: { $name }
payments-receipt-agent = <b>Payment agent</b>
payments-receipt-operator = <b>Money transfer operator</b>
payments-receipt-agent-inn = { $name }, INN { $inn }
payments-receipt-agent-licence = { $licence }
payments-receipt-agent-address = Address: { $address }
payments-receipt-agent-phones = Phone: { $phones }
payments-receipt-support = <b>Support</b>
payments-receipt-support-company = { $name }
payments-receipt-support-phone = Contact centre: { $phone }
payments-receipt-support-email = e-mail: { $email }
payments-receipt-failure = Reason: { $reason }
payments-failure-cancelled-by-payer = cancelled by the payer
payments-failure-invoice-refused = Telegram did not take the invoice
payments-failure-expired = the time to pay is over, the bank did not confirm it
payments-button-more = Details
payments-button-less = Hide the details
payments-button-history = ‹ To the history

payments-not-done = ❌ <b>Operation No. { $number } is not done</b>
    The bank did not confirm the payment of { $sum } ({ $provider }). If the money is charged after all, the operation becomes done and a receipt comes. Do not pay again before you have checked your card.
payments-refunded = ↩️ <b>Refund { $sum }</b>
    Operation No. { $number }, { $provider }. The money returns to where it came from; the bank may take a few days.
payments-button-pay-again = 💳 To the bill

payments-staff-title = <b>💳 Residents' operations</b>
payments-staff-empty = There are no operations yet.
payments-staff-row = { $status } { $time } · <b>{ $sum }</b>
    No. { $number } · { $provider } · { $account }
payments-staff-ids = Telegram: <code>{ $telegram }</code>
    Provider: <code>{ $provider }</code>
payments-staff-button-open = No. { $number } · { $sum }
payments-staff-advance = ⚠️ <b>Paid beyond the debt</b>
    Operation No. { $number }, { $provider }, { $account }.
    Accepted { $sum }, of it { $advance } as an advance: the bill had been paid by then. Take the advance into account or refund it through the payment system.
payments-staff-fiscal-refused = ⚠️ <b>The cash register refused a fiscal receipt</b>
    Operation No. { $number }, { $provider }, { $account }, { $sum }. The money came, but the payer has no receipt. Find the reason in the payment system’s cabinet and make the receipt yourselves.
payments-staff-fiscal-refused-hint = ⚠️ The receipt of this operation has to be made by hand: the cash register refused it.
payments-staff-unknown = ⚠️ <b>Money without an operation</b>
    Telegram told of a payment of { $sum }, but there is no such operation in the database.
    Payload: <code>{ $payload }</code>
    Telegram: <code>{ $telegram }</code>
    Provider: <code>{ $provider }</code>
    Find the payment at the provider and refund or credit it.
payments-button-open-operation = Open the operation

error-nothing-to-pay = There is nothing to pay: this bill has no debt.
error-bill-not-payable = This bill can no longer be paid: there is a newer one, or the account is closed. Open the bills and choose the newest.
error-bill-held = Another payment for this bill is open already, nothing was charged. Open the bill in the bot and press “Pay”: it says whose it is and lets you pay all the same.
error-amount-changed = The sum has changed while you were paying. Open the bill again and check the new sum.
error-amount-not-positive = The sum must be above zero.
error-amount-too-small = Too little: from { $min } to { $max } is possible.
error-amount-too-large = Too much: from { $min } to { $max } is possible.
error-money-empty = Write the sum as a number, for example 1234.56.
error-money-not-a-number = This does not look like a sum. Write a number, for example 1234.56.
error-money-too-precise = At most two digits of kopecks: 1234.56.
error-money-too-large = There is no such sum. Check the number.
error-method-unavailable = This way to pay is not available now. Choose another.
error-payment-unknown = This invoice was not found. Open the bill in the bot and press Pay.
error-payment-not-yours = This invoice was made for somebody else. Pay your own: open it in the bot.
error-payment-blocked = Access is blocked, paying is impossible. Call the contact centre.
error-payment-currency = The currency of the invoice does not fit. Open the bill in the bot again.
error-payment-already-paid = It is paid already. There is no need to pay twice.
error-payment-superseded = This invoice was replaced by a newer one. Pay the last invoice in the chat.
error-payment-expired = The time of this invoice is over. Open the bill in the bot and press Pay again.
error-payment-in-progress = This payment is under way. If the bank declined it or the window was closed, wait up to 15 minutes: the bill becomes free by itself and can be paid again.
error-payment-not-found = There is no such operation among yours.
error-payment-not-cancellable = It cannot be cancelled: the payment is under way or done.
error-refund-not-possible = This cannot be refunded: the money was not taken or has been given back.
payments-checkout-unavailable = The invoice could not be checked. Nothing was charged, try again in a minute.

# The gateway: its page, СБП, saved cards.
payments-gateway-description = Operation No. { $number }. { $first }
payments-receipt-item-number = { $provider }, { $number }
payments-gateway-title = <b>Operation No. { $number }</b>
    { $provider }
    To be charged: <b>{ $sum }</b>
payments-gateway-open = ⏳ In process: waiting for your payment until { $until }.
    Press “Go to payment” and choose a card or a bank. The result will appear in this chat by itself.
payments-gateway-waiting = ⏳ In process: waiting for the bank’s answer. The result will appear in this chat by itself.
payments-gateway-asking = ⏳ In process: the payment system has not answered yet. We keep asking; the link or the result will appear here. No money has been taken.
payments-gateway-done = ✅ Done. The receipt is a separate message in this chat.
payments-gateway-failed = ❌ Not done: { $reason }. No money has been taken. Try again or choose another way to pay.
payments-button-open-page = Go to payment
payments-button-ask = 🔄 Check the payment
payments-staff-gateway-id = Payment system: <code>{ $id }</code>
payments-refused = ❌ <b>Operation No. { $number } was not done</b>
    Reason: { $reason }. The payment of { $sum } ({ $provider }) did not go through, no money has been taken. Try again or choose another way to pay.
payments-failure-gateway-refused = the payment system did not accept the operation
payments-failure-3d_secure_failed = the bank’s confirmation (3-D Secure) was not passed
payments-failure-call_issuer = the bank declined, please call your bank
payments-failure-canceled_by_merchant = cancelled
payments-failure-card_expired = the card has expired
payments-failure-country_forbidden = cards of this country are not accepted
payments-failure-expired_on_confirmation = the time to pay is over
payments-failure-expired_on_capture = the time to pay is over
payments-failure-fraud_suspected = the bank suspected fraud and did not let the payment through
payments-failure-general_decline = the bank declined without a reason
payments-failure-identification_required = the limits of the wallet are exceeded, identification is needed
payments-failure-insufficient_funds = not enough money
payments-failure-internal_timeout = the payment system did not answer in time
payments-failure-invalid_card_number = wrong card number
payments-failure-invalid_csc = wrong CVC
payments-failure-issuer_unavailable = the bank does not answer
payments-failure-payment_method_limit_exceeded = the limit of the card or wallet is used up
payments-failure-payment_method_restricted = operations by this method are forbidden
payments-failure-permission_revoked = the permission to charge was taken back, the card is unlinked

# What to pay: the debt, several bills, another number.
payments-menu-title = <b>💳 Payment</b>
payments-menu-no-debt = Nothing is owed on your accounts. You can pay in advance from a bill itself (🧾 Bills → All → the bill) or pay for another number.
payments-menu-no-accounts = No accounts are linked yet. You can pay by the number on your bill: press “By number”. Or link an account, and its debt will be shown here at once.
payments-menu-debt = To pay on all accounts: <b>{ $sum }</b>
payments-menu-bill = • { $provider }, { $account }, { $period } — { $sum }
payments-menu-more = … and more bills: { $count }
payments-button-debt = Pay the debt: { $sum }
payments-button-readings = 🔢 Readings first
payments-button-other = By number
payments-button-templates = ⭐ Templates
payments-button-cards = 💳 My cards
payments-basket-title = <b>Several bills at once</b>
    Tick what to pay.
payments-basket-item = • { $provider }, <code>{ $number }</code> — { $sum }
payments-basket-total = Ticked: { $count }, for <b>{ $sum }</b>
payments-basket-agents = Different payment agents ({ $count }) take the money, so it is paid in parts, one after the other. Each has its own receipt.
payments-basket-sums = Which sum to change? Unchanged, the whole debt of the bill is paid.
payments-button-basket-sums = ✏️ Change the sums
payments-button-basket-sum = ✏️ { $name } · { $sum }
payments-button-ticked = ☑️ { $name } · { $sum }
payments-button-unticked = ◻️ { $name } · { $sum }
payments-method-row-sum = { $method }
    Commission { $commission }. Charged <b>{ $total }</b>
payments-field-commission-sum = Commission of the operation: { $sum }
payments-save-consent = The payment system will remember the card, so that it need not be typed again. It is charged only when you press “Pay” in the bot and confirm. You can forget it at any time: “My cards”.
payments-card-consent = The saved card will be charged without typing its data.
payments-button-save-on = ☑️ Remember the card
payments-button-save-off = ◻️ Remember the card
payments-button-prefer-on = ★ My usual way
payments-button-prefer-off = ☆ Make it my usual way
payments-preferred = This way comes first now, and templates lead straight to the confirmation.
payments-not-preferred = You will be asked how to pay each time.
payments-system-card = Card
payments-system-visa = Visa
payments-system-mastercard = Mastercard
payments-system-mir = Mir
payments-system-unionpay = UnionPay
payments-system-jcb = JCB
payments-system-sbp = SBP
payments-system-yoo_money = YooMoney
payments-system-sberbank = SberPay
payments-system-tinkoff_bank = T-Pay

error-nothing-chosen = Nothing is ticked. Tick at least one bill.
error-basket-full = At most { $limit } bills can be paid at once.
error-several-merchants = Different payment agents take these bills. Pay them one after the other.
error-payee-not-found = This provider has no such number. Check it with your paper bill.
error-card-not-found = This card is no longer among the saved ones. Choose another way.

# Paying by number: any provider.
payments-other-title = <b>Pay by number</b>
    What is it for? You may pay for somebody else too.
payments-other-choose = Choose the provider.
payments-button-guessed = 📱 { $name } (your number)
payments-ask-other-number = <b>{ $provider }</b>
    { $label }: type the number. Example: <code>{ $example }</code>
payments-help-other-number = The number is on the paper bill or in the contract. Spaces and “л/с” may stay.
payments-button-own-phone = My number: { $phone }
payments-ask-other-field = { $label }. Example: <code>{ $example }</code>
payments-help-other-field = The provider asks for it: the money would not arrive without it.
payments-ask-other-check = Number <code>{ $number }</code>
    Address: { $address }
    Some letters are hidden: anybody may type any number. Is this the address?
payments-help-other-check = If the address is not the one, press “Back” and check the number.
payments-button-address-right = Yes, it is right
payments-ask-other-sum = { $provider }, <code>{ $number }</code>
    How much? Type the sum in roubles, for example <code>500.00</code>.
    From { $min } to { $max }.
payments-button-bill-of = Bill of { $sum }

# Cards
payments-cards-title = <b>💳 My cards</b>
payments-cards-empty = You have no linked cards. Add one or tick “Remember the card” when you pay.
payments-cards-hint = Choose a card to rename it, make it the default or forget it.
payments-button-default-card = ✓ { $card }
payments-button-add-card = + Add a card
payments-bind-text = The card is typed on the payment system’s page, the bot never sees it. Come back here afterwards.
payments-button-bind = Go to linking
payments-card-title = <b>{ $card }</b>
payments-card-expiry = Valid until { $date }
payments-card-active = Status: active
payments-card-revoked = Status: the permission to charge was taken back at the bank
payments-card-default = Default card
payments-button-make-default = Make it the default
payments-button-rename = Rename
payments-button-card-operations = 📜 Operations by card
payments-button-forget = Forget the card
payments-forget-question = Forget the card { $card }? The bot cannot charge it until you link it again.
payments-card-is-default = This is the default card now
payments-card-forgotten = The card is forgotten
payments-card-saved = 💳 The card { $card } is linked. You can pay by it without typing its data.
payments-ask-card-name = What shall the card { $shown } be called? For example “Salary”.
payments-help-name = Up to 40 letters. Only you see the name.
payments-renamed = Done, the new name is saved.
payments-button-open = Open
payments-ask-code = To charge the saved card, type the code. We sent it to { $target }.
    The code of 6 digits is good for 10 minutes and for this payment only.
payments-help-code = The code proves that it is you who pays. Tell it to nobody, we never ask for it on the phone.
payments-button-code-again = Send the code again
payments-code-sent-again = The code was sent again.
payments-code-subject = Payment code: { $code }
payments-code-text = Code to charge the saved card: { $code }. Good for 10 minutes. Tell it to nobody.
payments-card-charged = <b>Operation No. { $number }</b>, { $sum }
    Status: { $status }. The receipt or the reason of a refusal comes as a separate message.

# Templates
payments-templates-title = <b>⭐ Templates</b>
payments-templates-empty = No templates yet. Open any payment in the history and press “To templates”.
payments-templates-hint = Choose a template to pay, rename or delete it.
payments-template-title = <b>⭐ { $name }</b>
payments-template-number = Number: <code>{ $number }</code>
payments-template-owed = Sum: what is to be paid on that day
payments-template-sum = Sum: { $sum }
payments-template-delete-question = Delete the template “{ $name }”?
payments-template-deleted = The template is deleted
payments-template-saved = Saved to the templates
payments-template-known = There is such a template already
payments-ask-template-name = What shall the template “{ $shown }” be called?
payments-button-pay-template = 💳 Pay
payments-button-delete = Delete
payments-button-to-pay = ‹ To payment
payments-button-save-template = ⭐ To templates
payments-button-repeat = 🔁 Repeat

# Bank QR code
payments-qr-purpose = ЖКУ л/с { $number}, операция { $operation }
payments-qr-caption = Scan the code in your bank’s app or choose the picture there. To pay { $sum }.
    Operation No. { $number } is done when the bank or the company confirms it: usually in 1–3 working days.
payments-button-show-qr = Show the QR code

# Receipt on paper and refunds
payments-button-pdf = 🖨 Print version
payments-pdf-title = Receipt of operation No. { $number }
payments-pdf-foot = Operation No. { $number }
payments-pdf-file = receipt-{ $number }.pdf
payments-receipt-fiscal = The fiscal receipt was sent by the payment system
payments-receipt-fiscal-numbers = Fiscal receipt: FN { $storage }, FD { $document }, FPD { $sign }, { $time }. The tax service’s app «Проверка чеков» can check it.
payments-receipt-fiscal-pending = Fiscal receipt: the payment system is making it, its number will appear here
payments-receipt-fiscal-refused = Fiscal receipt: the cash register did not take it. Ask your management company for it
payments-button-refund = ↩️ Refund
payments-ask-refund = <b>Refund of operation No. { $number }</b>
    How much? Up to { $sum }. The payment system returns it to where it was charged.
payments-ask-refund-note = <b>Refund of operation No. { $number }</b>
    This payment is refunded in the provider’s cabinet. Return the money there, then note the sum here (up to { $sum }): what is left to pay is counted anew.
payments-help-refund-sum = The transfer is returned first, then the commission.
payments-ask-refund-reason = Why? Staff and the bank will see the reason.
payments-help-refund-reason = One sentence, for example: “Paid twice”.
payments-refund-review = <b>Check the refund</b>
    Operation No. { $number }
    Sum: { $sum }
    Reason: { $reason }
payments-button-refund-now = Refund { $sum }
payments-button-edit-sum = Change the sum
payments-button-edit-reason = Change the reason
payments-refund-done = The refund of { $sum } for operation No. { $number } was taken.
payments-refund-succeeded = ↩️ { $sum } of operation No. { $number } was returned. The payer has been told.
payments-refund-asked = ⏳ The refund of { $sum } for operation No. { $number } was sent to the payment system. The result will be in the operation’s card.
payments-refund-failed = ❌ The payment system refused to return { $sum } of operation No. { $number }. Check the operation in its cabinet.
payments-refund-noted = ↩️ The refund of { $sum } for operation No. { $number } is noted. The payer has been told.

error-payee-needs-link = This company takes payments only from those who proved the account. Add it in “Accounts”.
error-gateway-silent = The payment system does not answer. Try again in a minute.
error-template-not-found = There is no such template.
error-templates-full = At most { $limit } templates. Delete one.
error-name-length = The name has 1 to { $max } characters.
error-reason-length = The reason has { $min } to { $max } characters.
error-receipt-not-ready = The operation is still in process. The print version comes when it is over.

# VAT in fiscal receipts
payments-button-vat = 🧾 VAT in receipts
payments-vat-title = <b>🧾 VAT in fiscal receipts</b>
    The rate goes to the payment system with every new payment. The accountant knows which one.
payments-vat-row = { $name }: { $vat }
payments-vat-choose = Which VAT shall stand in the company’s receipts from today on?
payments-vat-1 = no VAT
payments-vat-2 = 0%
payments-vat-3 = 10%
payments-vat-4 = 20%
payments-vat-5 = 10/110
payments-vat-6 = 20/120
payments-vat-7 = 5%
payments-vat-8 = 7%
payments-vat-9 = 5/105
payments-vat-10 = 7/107
payments-vat-11 = 22%
payments-vat-12 = 22/122
error-vat-unknown = There is no such VAT rate.
