# First screen, terms and consent, registration, settings.

residents-start-title = <b>🏠 Resident's personal account</b>
residents-start-company = <b>🏠 { $name }: resident's personal account</b>
residents-slogan = <i>{ $text }</i>
residents-run-by = The bot is run by: { $companies }.
residents-start-phone = 📞 { $phone }
residents-start-what = Bills and payments, meter readings, tickets and announcements, all in this chat.
residents-never-asks = 🛡 The bot <b>never</b> asks for a passport, SNILS, card data or bank codes. Whoever asks for them in our name is a fraud.
residents-button-continue = Continue
residents-button-phones = 🚨 Phones and office hours
residents-button-help = ☎️ Help
residents-language-ru = 🌐 Русский
residents-language-en = 🌐 English
residents-choose-language = Choose a language · Выберите язык
residents-language-changed = Language: English

residents-document-renewed = ❗️ The text has been renewed. Please accept the new version to go on. Your data are safe.
residents-terms = <b>Step 1 of 2. Terms of use</b>
  Version { $version } of { $date }.

  In short: it is free of charge; the commission is shown before you pay; card data are entered only on the payment service's page; a ticket in the bot does not replace a call to the emergency service.
residents-consent = <b>Step 2 of 2. Consent to personal data processing</b>
  Version { $version } of { $date }.

  In short: name, phone and accounts are needed to keep your personal account. Passport, SNILS and card data are not collected. You can withdraw the consent at any time.
residents-button-read = 📄 Read the text
residents-button-accept = I accept the terms
residents-button-consent = I consent
residents-button-decline = I decline
residents-button-back-to-accept = To the decision
residents-document-title = <b>{ $title }</b>
  Version { $version }
residents-declined = Fine, the bot keeps nothing about you.

  Without registration you have the emergency phones, the office hours and the answers to questions. Bills, payments and readings need your consent, because they need to know who you are. If you change your mind, press “Back”.
error-document-outdated = This text has been renewed. Open /start to see the new version.

residents-registration-needed = One thing is left, registration: phone, name, surname and code word. It takes a minute.
residents-button-register-now = Register
residents-blocked = <b>🔒 Access to the personal account is closed</b>
  No messages come, card charges are stopped. To open access, call us and tell the code word.

# Registration
residents-ask-phone = <b>Your phone</b>
  Press “📱 Send my number” below. If you want another number, type it, for example +7 916 123-45-67: an SMS with a code will come.
residents-ask-phone-contact = <b>Your phone</b>
  Press “📱 Send my number” below: Telegram will pass on the number of your account.
residents-button-contact = 📱 Send my number
residents-help-phone = The contact centre recognises you by the phone, and access can be restored by it. No advertising. A number from Telegram needs no proof, another one is proved by a code from an SMS.
residents-ask-sms-code = <b>Code from the SMS</b>
  A 6-digit code was sent to { $phone }. Type it, for example 123456. It is valid for 10 minutes, you have 5 attempts. A new code is possible in a minute.
residents-help-sms-code = The code proves that the number is yours. Only this bot needs it: never type a code from your bank here. If it does not come, wait a minute and press “Send again”, or call us.
residents-button-send-again = 🔁 Send again
residents-button-other-phone = ‹ Another number
residents-button-other-email = ‹ Another address
residents-code-sent-again = A new code was sent. The former one is no longer valid.
residents-sms = { $code } is your code for the resident's personal account. Do not tell it to anybody.

residents-ask-first-name = <b>First name</b>
  What is your name? For example: Ivan
residents-help-first-name = The bot will address you by it. If you are the payer, write it as on the bill.
residents-ask-last-name = <b>Surname</b>
  For example: Ivanov
residents-help-last-name = Surname and flat number can prove an account, so write it as on the bill.
residents-ask-code-word = <b>Code word</b>
  Choose a word of 3 letters or more that you will tell the operator on the phone, for example your grandmother's maiden name. Capitals and spaces do not matter.

  The bot will delete the message with the word from the chat.
residents-help-code-word = The operator recognises you on the phone by this word. It is kept in an irreversible form: it cannot be read, only replaced. Do not take a password of your mail or bank.
residents-ask-email = <b>E-mail</b>
  Optional. Receipts and certificates can be sent to it. For example: ivanov@mail.ru
residents-help-email = The address is for receipts, certificates and PINs. Without it everything comes into this chat. You can add it later.
residents-ask-email-code = <b>Code from the letter</b>
  A letter was sent to { $email }. Type the 6 digits from it, or open its link on this phone.
residents-help-email-code = The code or the link proves that the address is yours. No letter? Look into “Spam”, wait a minute and press “Send again”. You can skip this step.
residents-email-subject = { $code } is your code for the resident's personal account
residents-email-text =
  Hello!

  The code that proves your address: { $code }
  It is valid for 10 minutes.

  Or open this link in Telegram (valid for an hour):
  { $link }

  If you did not ask for this, just delete this letter.

residents-register-review = <b>Check the details</b>

  Phone: { $phone }
  First name: { $firstName }
  Surname: { $lastName }
  Code word: set
  E-mail: { $email ->
    [none] not given
   *[other] { $email }
  }
residents-button-register = Register
residents-edit-phone = Change the phone
residents-edit-first-name = Change the first name
residents-edit-last-name = Change the surname
residents-edit-code-word = Change the code word
residents-edit-email = Change the e-mail
residents-welcome = <b>Welcome to your personal account!</b>
  { $firstName }, the registration is complete. Now you can link an account, or pay at once by the number on the bill.{ $contacts ->
    [none] { "" }
   *[other] { "\u000A" }
  { $contacts }
  }
residents-button-link = ➕ Add an account
residents-button-pay = 💳 Pay without adding

error-contact-not-own = This is somebody else's contact. Press “📱 Send my number” below to send your own.
error-contact-expected = Press “📱 Send my number” below. If you do not see it, press the keyboard icon beside the message field.
error-phone-not-a-number = This does not look like a phone number. Example: +7 916 123-45-67.
error-phone-too-short = The number has too few digits. Example: +7 916 123-45-67.
error-phone-too-long = The number has too many digits. Example: +7 916 123-45-67.
error-phone-wrong = There is no such number. Check the digits. Example: +7 916 123-45-67.
error-phone-not-mobile = A landline gets no SMS. Type a mobile number, for example +7 916 123-45-67.
error-phone-taken = This number is taken in another personal account. If it is yours, press /start → "🔑 Come into my account" or call the contact centre.{ $contacts ->
    [none] { "" }
   *[other] { " " }{ $contacts }
  }
error-phone-not-proved = The number is not proved yet. Send it once more.
error-email-not-proved = The address is not proved yet. Type it again or skip the step.
error-already-registered = You are registered already. Open /menu.
error-resident-not-found = The personal account is closed. Open /start.
error-name-empty = Write at least one letter.
error-name-too-long = Too long: { $max } characters at most.
error-name-not-letters = Only letters, hyphen and space here. For example: Anna-Maria.
error-name-mixed-scripts = Russian and Latin letters are mixed in the word. Use one alphabet.
error-code-word-too-short = Too short: { $min } letters or digits at least.
error-code-word-too-long = Too long: { $max } characters at most.
error-code-word-not-text = This cannot be said on the phone. Choose a word made of letters.
error-code-word-forwarded = A forwarded message was read by others too. Type the word yourself.
error-email-wrong-form = This does not look like an e-mail address. Example: ivanov@mail.ru.
error-email-too-long = The address is too long. Check that nothing else got into it.
error-code-format = The code has { $digits } digits, for example 123456.
error-challenge-wrong = The code did not fit. { $left ->
    [one] { $left } attempt left.
   *[other] { $left } attempts left.
  }
error-challenge-exhausted = No attempts left, this code is no longer valid. Press “Send again”.
error-challenge-over = This code is no longer valid. Press “Send again”.
error-challenge-link = This link is no longer valid or belongs to another form. Open /menu and start again.
error-challenge-too-soon = A new code is possible in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  }.
error-challenge-limit = Too many codes were sent. Try again in { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  } or call the contact centre.
error-challenge-not-sent = The code was not sent: the sending service does not answer. It is not your mistake and does not count. Try again in a minute.
error-challenge-target = It could not be sent there: check the number or the address for a mistake.
error-challenge-no-gateway = Sending codes is switched off now. Please call the contact centre.

# Settings
residents-settings = <b>⚙️ Settings</b>
  Personal data, language, accepted documents.

  Your Telegram number: <code>{ $id }</code>. Staff get their role by it.
residents-button-profile = 👤 Personal data
residents-button-language = 🌐 Language · Язык
residents-button-documents = 📄 Terms and consent
residents-accepted = <b>📄 What you accepted</b>
residents-accepted-document = <b>{ $title }</b>
  Version { $version }, accepted { $at }
error-language-unknown = The bot does not speak that language. Choose Russian or English: /language.

# Withdrawing consent and deleting one's data
residents-button-delete = 🗑 Delete my data
residents-button-withdraw = 🗑 Withdraw consent
residents-button-stop-promotions = 🚫 Withdraw ad consent
residents-promotions-stopped = Your consent to advertising is withdrawn. No more ads.
residents-withdraw-hint = You can withdraw your consent to data processing at any time: your account here closes and the data are deleted. Consent to advertising is withdrawn on its own, and everything else keeps working.
residents-delete-title = <b>🗑 Withdraw consent and delete data</b>
  Without your consent the bot cannot keep your personal account, so it closes. What is deleted cannot be brought back, but you can always start again.
residents-delete-goes = <b>Deleted at once</b>
residents-delete-person = • your name, phone, e-mail, code word and the rest of your profile
residents-delete-visitor = • the note that you accepted the texts, and your language
residents-delete-links = • { $count ->
    [one] { $count } linked account
   *[other] { $count } linked accounts
  } (the company keeps its account)
residents-delete-shares = • access you gave to relatives: { $count }
residents-delete-cards = • saved cards: { $count }
residents-delete-templates = • payment templates: { $count }
residents-delete-applications = • applications for a PIN: { $count }
residents-delete-messages = • notifications, files and unfinished forms
residents-delete-stays = <b>Stays, without any tie to you</b>
residents-delete-payments = • payments and receipts: { $count }. Accounting must keep them; your name and phone will not be in them
residents-delete-readings = • meter readings: { $count }. The flat was charged by them
residents-delete-tickets = • the journal of tickets: { $count }. Only number, topic, house and dates, without words, files or you
residents-delete-staff = • your staff role and the Telegram number it belongs to. An administrator takes the role away
residents-delete-unfinished = <b>Not finished</b>
residents-delete-invoice = • payment No. { $number } of { $sum } will be cancelled
residents-delete-payable = • payment No. { $number } of { $sum } is with the payment system already. If it goes through, the money reaches the company, but no receipt comes here
residents-delete-open-tickets = • { $count ->
    [one] open ticket No. { $numbers } will be cancelled
   *[other] open tickets will be cancelled ({ $count }): { $numbers }
  }
residents-delete-ask = To keep your receipts and history, download them first. The bot cannot delete the messages of this chat: clear it yourself.

  The button works for { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  }.
residents-delete-running = ⏳ Payment No. { $number } is going on right now: the bank is taking the money. Please wait for its answer, usually not longer than 15 minutes, and open this screen again.
residents-button-delete-confirm = Delete everything for good
residents-button-delete-again = 🔄 Check again
residents-button-delete-keep = Leave it as it is
residents-deleted = <b>Done: consent withdrawn, data deleted</b>
  The bot no longer knows who you are and will send nothing. You can clear this chat yourself. If you want to come back, just start again.
residents-deleted-staff = Your staff role is still there: /menu opens the staff sections.
residents-button-begin-anew = To the beginning
residents-told-deleted = <b>👤 A resident closed their account here</b>
  The consent to data processing was withdrawn and the data are deleted. Accounts unlinked: { $accounts }.{ $tickets ->
    [none] { "" }
   *[other] { "\u000A" }Tickets cancelled: { $tickets }.
  }{ $payable ->
    [none] { "" }
   *[other] { "\u000A" }Payments that may still go through: { $payable }. They count for the account as usual.
  }
error-delete-payment-running = Payment No. { $number } is going on now. Please wait for the bank's answer (usually up to 15 minutes) and try again.

# Own data
residents-profile = <b>👤 Personal data</b>

  { $name }
  Phone: { $phoneState ->
    [none] not given
    [no] { $phone } (not confirmed)
   *[yes] { $phone }
  }
  E-mail: { $emailState ->
    [none] not given
    [no] { $email } (not confirmed)
   *[yes] { $email }
  }
  Code word: { $codeWord ->
    [none] not set
   *[other] set
  }
  Default account: { $account ->
    [none] not chosen
   *[other] { $account }
  }
  With us since { $since }
residents-button-edit-name = ✏️ Name
residents-button-edit-phone = 📱 Phone
residents-button-edit-email = ✉️ E-mail
residents-button-edit-code-word = 🔐 Code word
residents-button-default-account = 🏠 Default account
residents-button-details = 📝 More about me
residents-button-save = 💾 Save
residents-button-clear = 🗑 Remove
residents-edit-patronymic = Change patronymic
residents-ask-patronymic = <b>Patronymic</b>
  Optional. For example: Ivanovich
residents-help-patronymic = The contact centre will address you so. If you have none or would rather not say, press "Skip".
residents-name-review = <b>Check your name</b>

  { $name }
residents-name-changed = ✅ Name saved. Nice to meet you, { $firstName }!
residents-phone-changed = ✅ Your phone is { $phone } now.{ $told ->
    [yes] { " " }We have sent a note about it to the former number.
   *[no] { "" }
  }
residents-email = <b>✉️ E-mail</b>
  { $email }, confirmed. Receipts, certificates and the letters you switched on in notifications come here.
residents-email-changed = ✅ { $email } is confirmed. Choose in notifications which letters to send there.
residents-email-remove = Remove { $email }? Letters will no longer go there; receipts and PINs will come to this chat and by SMS. One last letter goes to this address, saying that it was removed.
residents-button-email-remove = 🗑 Remove e-mail
residents-email-removed = ✅ E-mail removed.
residents-ask-way = <b>A new code word</b>
  First let us make sure it is you. Where shall we send a code?
residents-help-way = The code word opens your account on the phone, so only who has your phone or mailbox may change it. You need not remember the old one.
residents-button-way-sms = SMS to { $to }
residents-button-way-email = Letter to { $to }
residents-button-other-way = ‹ Another way
residents-ask-way-code = <b>Enter the code</b>
  A code of 6 digits went to { $to }. It is good for 10 minutes and 5 attempts.
residents-help-way-code = Only this bot needs the code: never enter a code from a bank's SMS here. If it does not come, wait a minute and press "Send again".
residents-ask-own-phone = <b>A new code word</b>
  First let us make sure it is you. Press "📱 Send my number" below: it must be the phone in your personal data.
residents-help-own-phone = The code word opens your account on the phone, so only the owner of the phone in the personal data may change it.
residents-code-word-changed = ✅ The code word is changed. The former one no longer works.
residents-default-account = <b>🏠 Default account</b>
  Screens and payments begin with it, and its house sets the time for quiet hours. Choose an account.
residents-default-none = <b>🏠 Default account</b>
  There is nothing to choose from yet: link an account first.
residents-default-set = Default account chosen
residents-details = <b>📝 More about me</b>
  All of this is optional: everything works without it. Press what you want to tell or take back.
residents-detail = { $label }: { $value }
residents-detail-empty = not given
residents-detail-home-phone = Home phone
residents-detail-living-address = Living address
residents-detail-postal-address = Postal address
residents-detail-birth-date = Date of birth
residents-detail-sex = Sex
residents-sex-female = female
residents-sex-male = male
residents-ask-home-phone = <b>Home phone</b>
  You can be reached there when the mobile is silent. For example: 8 495 123-45-67
residents-ask-living-address = <b>Living address</b>
  If you do not live where you pay. For example: Москва, ул. Спортивная, д. 12, кв. 34
residents-ask-postal-address = <b>Postal address</b>
  Where to send paper certificates. For example: 119048, Москва, ул. Спортивная, д. 12, кв. 34
residents-ask-birth-date = <b>Date of birth</b>
  For example: 21.03.1985
residents-ask-sex = <b>Sex</b>
  So that we address you properly.
residents-help-detail = This is optional. You and the contact centre see it; there will be no advertising by it. You can remove it here at any time.
residents-detail-saved = ✅ Saved.
residents-detail-cleared = ✅ Removed.
residents-told-changed-subject = A change in your resident's account
residents-told-changed = { $change ->
    [phone] The phone of your resident's account was changed to { $now }.
    [email] The e-mail of your resident's account was changed to { $now }. No more letters will come here.
    [moved] Somebody came into your resident's account from another Telegram; the former one is closed.
    [email-removed] This e-mail was removed from the resident's account. No more letters will come.
   *[code-word] The code word of your resident's account was changed.
  }

  If it was not you, call the contact centre at once{ $contacts ->
    [none] : its phone is on your bill.
   *[other] : { $contacts }
  }
residents-told-changed-short = { $change ->
    [phone] The phone of your resident's account was changed to { $now }.
   *[other] The code word of your resident's account was changed.
  } Not you? Call{ $contacts ->
    [none] { " " }the contact centre
   *[other] : { $contacts }
  }
error-phone-unchanged = This is your phone already. Send another number or press "Cancel".
error-email-unchanged = This is your e-mail already. Enter another address or press "Cancel".
error-own-phone-other = This number is not the phone in your personal data. Call the contact centre: they will change the code word.
error-code-word-not-proved = We could not make sure that it is you. Try again or call the contact centre.
error-address-wrong = This does not look like an address: { $min } to { $max } characters. Example: Москва, ул. Спортивная, д. 12, кв. 34.
error-birth-date-wrong = This does not look like a date. Example: 21.03.1985.
error-birth-date-impossible = Please check the year: the account is for people of { $min } to { $max } years.

# One's data as a file
residents-button-export = ⬇️ My data as a file
residents-export-ordered = We are packing all that is kept about you, with bills and receipts as PDF. It comes here, usually within minutes.
residents-export-working = The archive is being packed already{ $total ->
    [none] { "" }
   *[other] : { $done } of { $total }
  }. It will come here.
residents-export-file = my-data.zip
residents-export-ready = <b>⬇️ Your data</b>
  The folder data holds all that is kept about you; bills and receipts are PDF. Do not pass the file on: it tells everything about you.{ $skipped ->
    [0] { "" }
   *[other] { " " }Documents that did not fit: { $skipped }. Download them in "🧾 Bills" and "📜 History".
  }{ $unreadable ->
    [0] { "" }
   *[other] { " " }Could not be read: { $unreadable }; the list is in NOT-READABLE.txt.
  }
residents-export-readme =
  Your data from the resident's personal account.

  data/profile.json: personal data and subscriptions
  data/consents.json: what you accepted and when
  data/accounts.json: linked accounts
  data/bills.json: bills you may see
  data/payments.json: your payments
  data/readings.json: readings you sent
  data/tickets.json: tickets and what was written in them
  data/applications.json: applications for a PIN
  data/cards-and-templates.json: saved cards and templates
  data/messages.json: which messages were sent to you and when
  bills, receipts: bills and receipts as PDF

  Sums are in roubles, times in UTC. The code word and one-time codes are kept in an irreversible form, so they are not here.
  Documents that did not fit: { $skipped }.
  Could not be read: { $unreadable }{ $unreadable ->
    [0] .
   *[other] { " " }(listed in NOT-READABLE.txt).
  }
residents-export-unreadable =
  An earlier version of the program wrote these documents, and they could not be read now:

  { $files }

  Everything else is in the archive. Your company can give you a copy of the bill or the receipt; the documents listed here are already noted in the error log.
error-data-export-too-soon = The archive was made recently. You can order a new one in { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
  }; the former one is in this chat.

# Signing out, blocking, coming in from a new Telegram
residents-button-sign-out = 🚪 Sign out
residents-button-block = 🔒 Block access
residents-sign-out = <b>🚪 Sign out on this Telegram</b>
  Your data and messages will no longer be here. Your account stays: any Telegram can come in with the phone and the code word. If you do not remember the word, change it in personal data first.
residents-button-sign-out-confirm = Sign out
residents-signed-out = You have signed out. No more messages come here. To come back you need the phone and the code word.
residents-block = <b>🔒 Close access to your account</b>
  If you think that somebody else is using it. Sign-in, messages, charges to saved cards and the relatives' access stop at once; a payment that the bank has begun still ends. Only the contact centre can open it again, after the code word.
residents-button-block-confirm = Close access now
residents-button-recover = 🔑 Come into my account
residents-ask-recover-word = <b>Code word</b>
  Tell the word you made up when you registered. Capital letters and spaces do not matter. The bot deletes the message.
residents-help-recover-word = Phone numbers pass on to other people, so a number alone is not enough. If you forgot the word, call the contact centre.
residents-recovered = ✅ Welcome back, { $firstName }! Your account is on this Telegram now: accounts, cards and templates are in place, the former way in is closed.
residents-told-moved = 🔒 Somebody came into your personal account from another Telegram, so it is closed here. If it was not you, call the contact centre at once{ $contacts ->
    [none] : its phone is on your bill.
   *[other] : { $contacts }
  }
error-recover-not-found = There is no personal account with this number. Press /start and register.
error-recover-blocked = Access to this account is closed. The contact centre can open it{ $contacts ->
    [none] { "." }
   *[other] : { $contacts }
  }
error-recover-no-word = This account has no code word. The contact centre can move it{ $contacts ->
    [none] { "." }
   *[other] : { $contacts }
  }
error-recover-wrong = The word did not fit. { $left ->
    [one] { $left } attempt left.
   *[other] { $left } attempts left.
  } If you forgot it, call the contact centre.
error-recover-locked = Too many wrong words. Try in { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
  } or call the contact centre.
residents-last-visit = Last visit from here: { $at }. Was it not you? Press "🔒 Block access".
