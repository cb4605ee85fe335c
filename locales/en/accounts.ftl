# Accounts: list, card, linking, proof.

accounts-title = <b>🏠 Accounts</b>
accounts-empty = No accounts added. Add the account from your bill to see the charges and to pay.
accounts-row = <b>{ $name }</b>{ $star }
    { $provider }, <code>{ $number }</code>
accounts-owed = To pay: <b>{ $sum }</b>
accounts-overpaid = Overpaid { $sum }, nothing to pay.
accounts-nothing-owed = All paid.
accounts-no-bill = No bills yet: they appear when the company issues them.
accounts-as-of = <i>As of { $date }</i>
accounts-paid-since = You paid after that date: { $sum }

accounts-card-title = <b>🏠 { $name }</b>
accounts-card-number = { $provider }
    Number: <code>{ $number }</code>
accounts-field = { $label }: { $value }
accounts-field-owner = Owner
accounts-field-tenant = Tenant
accounts-field-address = Address
accounts-field-area = Area
accounts-field-residents = Residents
accounts-field-company = Company
accounts-field-phone = Phone
accounts-field-email = E-mail
accounts-field-office = Office
accounts-area = { $total } m²
accounts-area-living = { $total } m², living { $living } m²
accounts-basic = Basic access: the address without details and the sum to pay are shown.
accounts-basic-can-prove = Basic access: only the sum to pay is shown. Prove that the account is yours, and every line of the bills opens.
accounts-notice = ℹ️ { $notice }

accounts-link-title = <b>Add an account</b>
accounts-link-why = An account is added so that you see its bills and pay in two taps. Choose who sends you the bill:
accounts-ask-number = <b>{ $provider }</b>
    Enter the { $label } as on the bill, or send a photo or PDF of the bill.
    Example: <code>{ $example }</code>
accounts-label-account = account number
accounts-label-payment_code = payment code
accounts-label-contract = contract number
accounts-label-uin = UIN
accounts-label-phone = phone number
accounts-help-number = The number stands at the top of the paper bill beside the words «лицевой счёт» or «л/с». Spaces may stay. A photo or PDF of the bill will do as well.
accounts-ask-surname = To open every line, enter the payer's surname in Russian letters, as on the bill: <code>Иванов</code>, not Ivanov.
    Example: <code>Иванов</code>
accounts-help-surname = The surname keeps strangers out. It is compared with the bill and shown to nobody.
accounts-ask-flat = Enter the flat number.
    Example: <code>12</code>
accounts-help-flat = The flat number from the bill, a letter is fine: 12а. If the premises have no number, enter 0.
accounts-ask-name = Number <code>{ $number }</code> found.
    Address: { $address }

    What do you call this account? For example: <code>Central St 5-1</code>
accounts-no-address = not shown before the proof
accounts-help-name = Only you see the name. It helps to tell several accounts apart.
accounts-name-home = Home
accounts-name-parents = Parents
accounts-name-dacha = Dacha
accounts-linked = ✅ Account added: { $provider }, <code>{ $number }</code>
accounts-linked-basic = The sum to pay is shown now. Prove that the account is yours to see every line of the bills, history and readings.
accounts-linked-full = Full access is open: every line of the bills and history.
accounts-proved = ✅ Confirmed: { $provider }, <code>{ $number }</code>. Every line of the bills and the history are open now.

accounts-button-add = ➕ Add an account
accounts-button-prove = 🔓 Open full access
accounts-button-bills = 🧾 Bills
accounts-button-pay = 💳 Pay
accounts-button-card = Account card
accounts-button-copy = 📋 Copy the number
accounts-button-link-another = ➕ Add another

error-provider-not-found = This provider is not available now. Choose another one from the list.
error-number-not-text = Enter the number in digits as on the bill, or send its photo.
error-number-wrong-form = This does not look like a number of this provider. Example: <code>{ $example }</code>. Check the bill and enter it again.
error-account-not-found = This provider has no such number. Check the digits and the provider on the bill, or call the contact centre.
error-account-already-linked = You have added this account already. It is under “🏠 Accounts”.
error-number-limit = At most { $limit } different numbers can be checked a day. Try tomorrow or call the contact centre.
error-proof-wrong = The data did not match. Check them and try again. Attempts left: { $left }.
error-proof-locked = Too many wrong tries. Try again in { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  } or call the contact centre.
error-proof-locked-long = Too many wrong attempts. Try again in { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
  } or call the contact centre.
error-proof-not-offered = This provider does not take such a proof. Choose another way or call the contact centre.
error-already-full = Full access to this account is open already.
error-link-not-found = This account is not among yours. Open the list again: /accounts
error-surname-wrong-form = Enter the surname in Russian letters, as on the bill. Example: Иванов, not Ivanov.
error-flat-wrong-form = Enter the flat number. Example: 12 or 12а.
error-account-name-wrong = A name has 1 to { $max } characters. For example: Home.

# Finding a provider
accounts-choose-provider = Choose who sends you the bill:
accounts-button-by-bill = 📷 By a photo of the bill
accounts-button-search = 🔎 Find by name
accounts-button-all = Show all
accounts-button-search-again = 🔎 Search again
accounts-ask-search = Enter the name of the company or a part of it: a typo, a former name or Latin letters will do.
    Example: <code>zapad</code>
accounts-help-search = All names are searched: full, short, former and in Latin letters. Typos are forgiven.
accounts-search-found = Found for “{ $query }”:
accounts-search-more = Many are found for “{ $query }”, these are the closest. Add to the name if yours is not here.

# The paper bill
accounts-ask-bill = Send a photo or PDF of the whole bill: its QR code tells the provider and the number.
accounts-ask-bill-proof = Send a photo or PDF of the newest bill: its QR code is compared with the company's bill.
accounts-help-bill = The payment QR code of the paper bill is wanted. Take it straight and in good light. A file up to 10 MB: JPEG, PNG or PDF.
accounts-doubtful-sum = ℹ️ The sum in the QR code is not written by the rules: “{ $sum }”. The sum to pay comes from the company's bill.
accounts-sample-title = BILL
accounts-sample-payer = Payer: Ivanov I. I.
accounts-sample-flat = Address: Tsentralnaya st. 5, flat 1
accounts-sample-here = the number is here
accounts-sample-qr = payment QR

# Proofs
accounts-ask-way = How would you prove that the account is yours?
accounts-help-way = The proof keeps strangers away from your bills. The company chooses the ways; any of them will do.
accounts-way-surname_flat = Surname and flat
accounts-way-pin = A PIN from the company
accounts-way-phone = My phone
accounts-way-bill_qr = QR code of the bill
accounts-ask-pin = Enter the PIN from the company: 6 digits.
    Example: <code>012345</code>
accounts-help-pin = The company gives the PIN: by an application here, in its office or on the phone. It is valid for 14 days.
accounts-button-apply = No PIN? Apply for one
accounts-ask-phone = The phone you confirmed in the bot is compared with the one in the company's books.
accounts-help-phone = If the company knows your number, nothing else is needed. The number is shown to nobody.
accounts-button-check-phone = Compare my phone
accounts-contacts = About this account the company may reach you: { $contacts }. If that has changed, tell the contact centre.
accounts-siblings = This flat and payer have other accounts. They can be added at once, without another proof.
accounts-button-sibling = ➕ { $provider }
accounts-sibling-linked = The account is added
accounts-linked-basic-only = The sum to pay is shown now.

# The application for a PIN
accounts-ask-applicant-name = Application for a PIN. Write your full name.
    Example: <code>Иванов Иван Иванович</code>
accounts-ask-applicant-address = Write the address: town, street, house.
    Example: <code>Москва, ул. Центральная, 5</code>
accounts-ask-applicant-contact = How can you be reached if there are questions? A phone or an e-mail.
    Example: <code>+7 916 123-45-67</code>
accounts-ask-applicant-photo = If you like, send a photo of a paper about the flat: the answer comes sooner. No passport is needed.
accounts-help-application = An employee compares the application with the company's books and sends a PIN. Only this company's staff sees it.
accounts-help-applicant-photo = A photo or file of a paper: a contract, an extract, an old bill. You may skip it.
accounts-button-own-phone = My phone from the profile
accounts-application-sent = ✅ The application is sent. The answer comes here, the PIN by SMS or e-mail. How it goes is shown in “🏠 Accounts”.
accounts-application-waiting = ⏳ The application for a PIN of { $date } waits for an answer: { $provider }, <code>{ $number }</code>
accounts-application-approved = 📨 The PIN was sent, enter it: { $provider }, <code>{ $number }</code>
accounts-application-rejected = ❌ The application was rejected: { $provider }, <code>{ $number }</code>
    Reason: { $reason }
accounts-application-expired = ⌛ The application or its PIN has run out: { $provider }, <code>{ $number }</code>
accounts-application-withdrawn = The application is withdrawn
accounts-button-withdraw = Withdraw the application
accounts-button-enter-pin = 🔑 Enter the PIN
accounts-button-apply-again = 📄 Apply again
accounts-button-list = 🏠 Accounts
accounts-told-approved = 📨 The application is approved: { $provider }, <code>{ $number }</code>. { $way ->
    [sms] The PIN came to you by SMS.
    [email] The PIN came to your e-mail.
   *[staff] An employee of the company will tell you the PIN.
  } Enter it here.
accounts-told-rejected = ❌ The application for a PIN was rejected: { $provider }, <code>{ $number }</code>
    Reason: { $reason }
accounts-pin-message = PIN for your account: { $pin }. Enter it in the bot. Tell it to nobody.
accounts-pin-subject = PIN for your account

# Other residents and the objection
accounts-told-another = 👤 Somebody else has added your account { $provider }, <code>{ $number }</code>. Access: { $level }.
    If it is nobody of yours, press the button: the new access is closed until the company has looked into it.
accounts-told-share-taken = 👥 { $who } has opened { $provider }, <code>{ $number }</code> by your link. Access: { $level }.
    If the link went to the wrong person, close the access.
accounts-button-object = ❗️ It is nobody of mine
accounts-objected = The new access to { $provider }, <code>{ $number }</code> is closed. The company will look into it; your own access has not changed.
accounts-told-frozen = 🔒 Access to { $provider }, <code>{ $number }</code> is suspended: another resident objected. The company will decide; you can call the contact centre.
accounts-told-kept = ✅ The company has confirmed your access to { $provider }, <code>{ $number }</code>.
accounts-told-revoked = Access to { $provider }, <code>{ $number }</code> was closed by the company's decision. Ask the contact centre if anything is unclear.
accounts-told-owner = 🔑 { $provider }, <code>{ $number }</code> has a new owner or tenant, the company says. Your access to the account is suspended; your own payments stay in your history. If this is a mistake, call the contact centre.
accounts-told-payer = 🔒 The company has updated its records of { $provider }, <code>{ $number }</code>: they now show another payer or flat. Access is paused until the company confirms it. If the account is still yours, contact the company: { $contact }.
accounts-contact-centre = the contact centre
accounts-told-held = 🔒 The company has suspended access to { $provider }, <code>{ $number }</code>. Call the contact centre to learn why.
accounts-frozen = { $count ->
    [one] 🔒 Access to { $count } account is suspended until the company decides.
   *[other] 🔒 Access to { $count } accounts is suspended until the company decides.
  }
accounts-level-full = full
accounts-level-basic = basic

# One's own accounts
accounts-button-manage = ⚙️ More
accounts-button-payments = 📜 Payments
accounts-button-readings = 🔢 Readings
accounts-button-tickets = 🛠 Tickets
accounts-is-default = ⭐ The default account: paying and readings begin with it.
accounts-button-rename = ✏️ Rename
accounts-button-default = ⭐ Make it the default
accounts-button-remove = 🗑 Remove from the list
accounts-button-remove-now = 🗑 Remove
accounts-button-restore = ↩️ Put it back
accounts-ask-new-name = What shall <code>{ $number }</code> be called? “Skip” takes the name away.
accounts-renamed = ✅ The account is called “{ $name }” now.
accounts-unnamed = ✅ Your own name is taken away.
accounts-remove-sure = Remove “{ $name }”, <code>{ $number }</code>, from the list?
    Its bills and notices stop, the access of your relatives to it ends. Nothing changes at the company.
accounts-removed = “{ $name }”, <code>{ $number }</code>, is removed. You can put it back for { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
  }; share it with relatives anew.
accounts-button-shares = 👥 Access of relatives
accounts-button-share = ➕ Share the account
accounts-shares-title = <b>👥 Who sees this account by your link</b>
accounts-shares-empty = Nobody yet. Give a relative a link: they will see the account in their own chat.
accounts-share-taken = { $who } — access: { $level }, { $until }
accounts-share-waiting = The link is not opened yet{ $who } — access: { $level }, { $until }
accounts-button-revoke = ✖️ End: { $who }
accounts-button-revoke-link = ✖️ Cancel the link
accounts-share-revoked = The access has ended
accounts-until = until { $date }
accounts-until-revoked = until you end it
accounts-ask-share-level = What shall your relative see of “{ $name }”, <code>{ $number }</code>?
accounts-help-share-level = Full: every line of the bills, history, readings. Basic: only the sum to pay and the Pay button.
accounts-share-full = Everything, as I do
accounts-share-basic = Only the sum to pay
accounts-ask-share-term = For how long?
accounts-help-share-term = The access ends by itself. You can end it earlier at any time.
accounts-term-month = A month
accounts-term-quarter = 3 months
accounts-term-year = A year
accounts-term-forever = Until I end it
accounts-share-ready = ✅ The link to “{ $name }” is ready. It works once and waits for { $days ->
    [one] { $days } day
   *[other] { $days } days
  }. Send it only to somebody you trust:

    { $url }
accounts-button-copy-link = 📋 Copy the link
accounts-shared-with-you = 👥 A relative shared this account, { $until }.
accounts-ask-name-shared = An account was shared with you: { $provider }, <code>{ $number }</code>
    Address: { $address }
    Access: { $level }, { $until }.

    What shall it be called in your list?
accounts-ask-name-letter = The account of the company's letter: { $provider }, <code>{ $number }</code>
    Address: { $address }
    Access: { $level }, { $until }.

    What shall it be called in your list?
accounts-token-register-first = To add the account by this link, register first: it takes a minute. Then open the link again, it is not used up.
accounts-button-register = Register
accounts-button-open-again = 🔗 Open the link again

# For staff
accounts-button-queue = 🔑 Access to accounts
accounts-queue-title = <b>🔑 Access to accounts</b>
accounts-queue-empty = No applications, no objections.
accounts-queue-application = 📄 { $date } · { $who }: PIN, { $provider }, <code>{ $number }</code>
accounts-queue-objection = ❗️ { $date } · { $who }: objection, { $provider }, <code>{ $number }</code>
accounts-queue-payer = 🔄 { $date } · { $who }: another payer or flat, { $provider }, <code>{ $number }</code>
accounts-application-title = <b>Application for a PIN</b> of { $date }: { $status }
    { $provider }, <code>{ $number }</code>
accounts-application-told = <b>Says</b>
    { $name }
    { $address }, flat { $flat }
    Contact: { $contact }
    Resident: { $resident }, { $phone }
accounts-books = <b>In the company's books</b>
    { $payer }
    { $address }, flat { $flat }
accounts-books-none = ⚠️ The provider has no such number: no PIN can be given. Reject the application with a reason.
accounts-status-pending = waits for a decision
accounts-status-approved = approved
accounts-status-rejected = rejected
accounts-status-expired = ran out
accounts-status-cancelled = withdrawn
accounts-button-photos = 📎 Show the papers
accounts-button-approve = ✅ Give a PIN
accounts-button-new-pin = 🔁 Give a new PIN
accounts-button-reject = ❌ Reject
accounts-approved-sms = ✅ The PIN was sent by SMS: { $to }
accounts-approved-email = ✅ The PIN was sent by e-mail: { $to }
accounts-approved-tell = ✅ The PIN cannot be sent. Tell it to the resident yourself: <code>{ $pin }</code>
    Phone: { $phone }
accounts-ask-reason = Why is the application rejected? The resident reads these words.
    Example: <code>The number does not match the address</code>
accounts-help-reason = Write what is to be mended, so that the resident can apply again. 3 to 300 characters.
accounts-rejected = The application is rejected, the resident is told why.
accounts-objection-title = <b>❗️ Objection</b>: { $provider }, <code>{ $number }</code>
accounts-objection-facts = Payer in the books: { $payer }
    New access: { $holder }, { $holderPhone }, since { $date }, proof: { $proof }
    Objects: { $objector }, { $objectorPhone }, access since { $since }
accounts-payer-title = <b>🔄 Another payer or flat</b>: { $provider }, <code>{ $number }</code>
accounts-payer-facts = Now in the books: { $payer }, flat { $flat }
    Had access: { $holder }, { $holderPhone }, since { $date }, proof: { $proof }
    The import suspended the access. Give it back only if the account is still this resident's: who links it later then sees its whole history, too.
accounts-objection-decided = It is decided.
accounts-proof-none = the number alone
accounts-proof-surname_flat = surname and flat
accounts-proof-pin = PIN
accounts-proof-phone = phone
accounts-proof-bill_qr = QR code of the bill
accounts-proof-staff = a letter or staff
accounts-proof-share = shared by a relative
accounts-proof-sibling = another account of the flat
accounts-button-keep = ✅ Keep the access
accounts-button-take = ❌ End the access
accounts-button-locks = 🔒 Locks
accounts-locks-title = <b>🔒 Locked by wrong attempts</b>
accounts-locks-empty = Nobody and nothing is locked now.
accounts-lock-account = Account { $label }: attempts { $wrong }, the last { $at }
accounts-lock-resident = Resident { $label }: attempts { $wrong }, the last { $at }
accounts-unlocked = The lock is lifted
accounts-button-letters = ✉️ Letters with QR
accounts-letters-title = <b>✉️ Letters with one-time links</b>
accounts-letters-what = A letter has a QR code: the resident points the camera at it, and the account is added without typing. Whose letters shall be printed?
accounts-letters-provider = <b>✉️ { $provider }</b>
accounts-letters-houses = Accounts without full access: { $accounts }, houses: { $houses }. Choose a house or all of them.
accounts-letters-none = Every account has full access already: nobody to write to.
accounts-button-all-houses = All houses: { $accounts }
accounts-letters-level = What access shall the link of a letter give? Whoever has the key of the letter box may read it.
accounts-button-letters-full = Full access
accounts-button-letters-basic = Basic access
accounts-letters-started = ⏳ The letters are being made. PDF files will come here.
accounts-letters-done = ✅ Letters: { $letters }. The links work once, for 90 days. Do not pass these files on.
accounts-letters-file = Letters to residents: { $provider }
accounts-letter-flat = { $address }, flat { $flat }
accounts-letter-number = Account
accounts-letter-what = Bills, payments and readings are in Telegram. Point the camera of your phone at the QR code: your account is added by itself.
accounts-letter-once = The code works once and until { $until }. Do not show it to strangers.
accounts-letter-phone = Contact centre: { $phone }
accounts-button-site-codes = 🔗 Links and QR for the site
accounts-site-codes = By such a link the bot shows your company at once. Put the QR code on the site, in the hall and on bills. For which company?
accounts-site-code = { $company }
    { $url }
accounts-button-sample = 🖼 Picture of the bill
accounts-ask-sample = { $provider }: send a photo of the bill with the number marked. No real names and addresses: everybody sees it. “Skip” brings the drawn one back.
accounts-help-sample = The photo is shown by “?” when a resident enters a number of this provider.
accounts-sample-saved = ✅ The photo is kept.
accounts-sample-drawn = ✅ The drawn bill is shown.
accounts-told-queue-application = 📄 A new application for a PIN: /admin → “🔑 Access to accounts”.
accounts-told-queue-payer = 🔄 After an import, linked accounts have another payer or flat; access waits for your decision: /admin → “🔑 Access to accounts”.
accounts-told-queue-objection = ❗️ A resident objected to a new access: /admin → “🔑 Access to accounts”.

error-search-length = Enter 1 to { $max } characters.
error-search-nothing = Nobody was found. Try another word of the name, or press Cancel and choose from the list.
error-choose-button = Choose an answer with a button.
error-line-length = Write { $min } to { $max } characters.
error-photo-expected = Send a photo or press Skip.
error-pin-wrong-form = A PIN is 6 digits. Example: 012345.
error-proof-qr-poor = This QR code proves nothing: it lacks the sum, the month or the payer's name. Choose another way or call the contact centre.
error-bill-expected = Send a photo or PDF of the bill.
error-bill-too-big = The file is over { $maxMegabytes } MB. Send a photo rather than a fine scan.
error-bill-not-a-picture = This file does not open as a picture. Send a photo (JPEG, PNG) or a PDF.
error-bill-pdf-unreadable = This PDF does not open: it is broken or locked by a password. Send a photo of the bill.
error-bill-too-many-pixels = The picture is too large. Send an ordinary photo.
error-bill-no-qr = No QR code was found on the bill. Take it larger, straight and in good light, or enter the number in digits.
error-bill-qr-damaged = The payment QR code is incomplete. Take it once more or enter the number in digits.
error-bill-bank-link = This is a bank link (SBP): it has no account number. The bill has another QR code, with the requisites; or enter the number in digits.
error-bill-other-qr = This QR code is not for paying the bill. Take the one beside the sum to pay.
error-bill-foreign = This bill is from another company: { $name }. Its accounts are not kept here yet.
error-bill-choose-provider = This company has several accounts per flat. Choose the provider from the list and send the photo again.
error-bill-no-number = The QR code has no account number. Enter the number in digits.
error-bill-number-wrong = The number in the QR code does not look like one of { $provider }. Enter the number in digits.
error-bill-other-account = This bill is of another account. Send the bill of the account you prove.
error-link-frozen = Access to this account is suspended: another resident objected. The company will decide; you can call the contact centre.
error-link-token-gone = This link works no more: it is for one use and for a limited time. Ask for another or enter the account number.
error-link-token-own = This is your own link. Send it to your relative.
error-share-not-own = This account was shared with you. Only who proved it may share it further.
error-share-level = You cannot give more than you see yourself.
error-share-limit = An account can be shared with { $max } people at most. End an access that is no longer needed.
error-undo-too-late = It is too late to put it back: more than a day has passed. Add the account anew.
error-application-waiting = An application for this account was sent already and waits for an answer.
error-application-not-found = There is no such application. Open the list again: /accounts
error-application-decided = This application is decided already.
error-application-no-account = The provider has no such number, no PIN can be given.
error-objection-not-yours = Only somebody who had this account at the full level before can object.
error-objection-decided = The company has decided about this access already.
error-letters-none = Nothing to print: every account has full access already.
error-letters-too-many = Over { $max } letters at once. Print house by house.
error-company-gone = There is no such company.
error-application-pin-sent = A PIN was given for this application already. Open it again if another one is needed.
