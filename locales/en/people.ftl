# Contact centre: find a person, recognise them, help.

people-button-find = 🔎 Find a resident
people-button-find-again = 🔎 Find another
people-ask-find = <b>🔎 Whom shall we find?</b>
    A name, the last digits of a phone, an account number, or an address with the flat.
    For example: <code>Ivanova Anna</code>, <code>67-89</code>, <code>Sportivnaya 12k2 flat 7</code>
people-help-find = We look among residents and accounts of your companies. Four last digits of a phone or two letters of a surname are enough.
people-found-ready = Looking for: <b>{ $query }</b>
people-button-results = Show what was found
people-results = <b>🔎 { $query }</b>
    Found: { $count }
people-results-empty = Nobody was found. Try less: the surname alone, or the last digits.
people-row-person = 👤 <b>{ $title }</b>
people-row-account = 🏠 <b>{ $title }</b>
people-row-detail = { $detail }
people-flat = flat { $flat }
people-row-blocked = 🔒 Access is closed

people-person = <b>👤 { $name }</b>
people-phone = Phone: { $phone }
people-email = E-mail: { $email }
people-registered = Registered on { $date }
people-signed-out = Does not use the bot now: signed out
people-never-seen = No visits yet
people-last-seen = Last visit: { $at }
people-unreachable = ⚠️ Messages do not arrive: the bot is blocked or was never opened
people-blocked-staff = 🔒 Access was closed by staff on { $at }. Reason: { $reason }
people-blocked-self = 🔒 The resident closed access on { $at }. Reason: { $reason }
people-verified = ✅ The code word is right, you may act until { $at }
people-not-verified = The code word has not been checked yet
people-no-word = There is no code word: recognise the person by their papers at the office
people-accounts = <b>Accounts</b>
people-account-line = <code>{ $number }</code> · { $provider } · { $state }
people-no-accounts = No accounts of your companies.
people-link-basic = basic access
people-link-full = full access
people-link-shared = shared by a relative
people-link-frozen = suspended
people-link-objected = suspended: another resident objects
people-payments = <b>Latest payments</b>
people-payment-line = { $at } · { $sum } · { $status }
people-no-payments = No payments yet.
people-deliveries = <b>Latest messages</b>
people-delivery-line = { $at } · { $about } · { $channel } · { $status }
people-no-deliveries = No messages yet.
people-about-payments = payment
people-about-notifications = bills and due dates
people-about-accounts = access to an account
people-about-announcements = announcement
people-about-tickets = ticket
people-about-meters = readings
people-about-people = access to the bot
people-about-other = other
people-channel-telegram = bot
people-channel-email = e-mail
people-channel-sms = SMS
people-delivery-queued = waits to be sent
people-delivery-leased = waits to be sent
people-delivery-sending = being sent
people-delivery-sent = delivered
people-delivery-read = read
people-delivery-failed = not sent
people-delivery-unreachable = not delivered
people-delivery-cancelled = cancelled
people-delivery-unknown = nobody knows if it arrived
people-button-refresh = 🔄 Refresh
people-button-person = 👤 To the resident's card
people-button-ticket = 🛠 { $number } · { $status }
people-button-payment = 💳 { $date } · { $sum }
people-button-ticket-for = 🛠 Ticket

people-button-word = 🔐 Check the code word
people-ask-word = <b>🔐 { $name }</b>
    Ask for the code word and type it. Your message is deleted at once; nobody sees the word itself.
people-help-word = Capitals, spaces and ё do not matter. After five wrong words in an hour checking closes.
people-word-right = ✅ The word is right: <b>{ $name }</b>. You may act for { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.

people-button-block = 🔒 Close access
people-ask-block = <b>🔒 { $name }</b>
    Why should access be closed? Choose, or write one line.
people-help-block = Access closes at once: no entry, no messages, no card charges. Staff opens it again after the code word.
people-reason-stolen = Phone lost or stolen
people-reason-fraud = Fraud suspected
people-reason-request = The resident asked for it
people-blocked = 🔒 Access is closed: <b>{ $name }</b>. A payment under way will end, everything else has stopped.
people-button-unblock = 🔓 Open access
people-button-unblock-office = 🔓 Open by papers
people-unblocked = Access is open

people-account = <b>🏠 { $provider }</b>, <code>{ $number }</code>
people-account-place = { $address }, flat { $flat }
people-account-payer = Payer: { $payer }. Phone on file: { $phone }
people-account-bill = Newest bill: { $period }, { $sum }
people-account-owner = 🔑 Owner or tenant since { $date }
people-account-closed = The account is closed
people-holders = <b>Who has the account here</b>
people-holder = { $name } · { $state } · since { $date }
people-no-holders = Nobody has linked this account.
people-button-account = 🏠 To the account
people-button-readings = 📟 Enter readings
people-button-meters = 🔢 Meters
people-button-freeze = ⏸ Suspend
people-button-unfreeze = ▶️ Give back
people-frozen = Access to the account is suspended
people-unfrozen = Access to the account is given back

people-button-pin = 🔢 Issue a PIN
people-button-pin-for = 👤 { $name }
people-button-pin-word = 🔐 The code word was right
people-button-pin-office = 🪪 Showed papers at the office
people-pin-anyone = <b>🔢 A PIN for account { $number }</b>, { $provider }
    For whom? Choose a resident. For somebody who is not in the bot yet, a PIN is given only by papers.
people-pin-for = <b>🔢 A PIN for account { $number }</b>, { $provider }
    For: <b>{ $name }</b>. How did you recognise the person?
people-pin-made = <b>🔢 PIN: <tg-spoiler>{ $pin }</tg-spoiler></b>
    { $provider }, <code>{ $number }</code>. Valid until { $until }.
    Say it now: it will not be shown again. This person's former PIN no longer works.

people-button-owner = 🔑 Owner has changed
people-ask-owner-since = <b>🔑 { $provider }</b>, <code>{ $number }</code>
    From which day is there a new owner or tenant? For example: 15.10.2026
people-help-owner-since = The new owner will see nothing before this day. Take the date from the contract.
people-ask-owner-payer = Surname, name and patronymic of the new owner or tenant, as on the bill.
people-help-owner-payer = The surname is needed so that the new owner can prove the account.
people-ask-owner-phone = Phone of the new owner, if it is known.
people-help-owner-phone = With this phone the account can be proved without a PIN. Skip it if you do not know.
people-owner-review = <b>Check the change of owner</b>
    { $provider }, <code>{ $number }</code>
    New payer: <b>{ $payer }</b>, from { $date }

    { $count ->
        [0] Nobody has linked the account.
        [one] Access of { $count } person will be suspended, and they will be told.
       *[other] Access of { $count } people will be suspended, and they will be told.
    } Former PINs and links stop working. The new owner sees history from this day only.
people-button-owner-confirm = Change the owner
people-button-owner-date = ✏️ Date
people-button-owner-name = ✏️ Name
people-owner-changed = 🔑 The owner of <code>{ $number }</code> has been changed. Suspended: { $count }. Give access back on the account's card to whoever stays.

people-ask-ticket-type = <b>🛠 A ticket for a resident</b>: { $name }
    { $place }. What is it about?
people-help-ticket-type = The ticket will belong to the resident; its history keeps that you opened it.
people-ask-ticket-text = Write what has happened, in the resident's words.
people-help-ticket-text = One message: what, where and since when.
people-ticket-review = <b>Check the ticket</b>
    { $name }, { $place }

    { $text }
people-button-ticket-send = Open the ticket
people-button-ticket-text = ✏️ Text
people-ticket-opened = ✅ Ticket { $number } is open: <b>{ $name }</b>. The resident will be told.
people-button-ticket-open = 🛠 To the ticket

people-told-blocked = 🔒 The contact centre has closed access to your account here. If you did not ask for it, call your company's contact centre.
people-told-unblocked = 🔓 Access to your account here is open again.
people-told-ticket = 🛠 An operator opened ticket { $number } for you. If you did not ask for it, cancel it or write in it.

error-people-query-short = Write more: at least two letters of a name, or four digits of a phone or an account.
error-person-not-found = There is no such resident among those you serve. Find them again: /find
error-account-not-served = There is no such account among those you serve. Find it again: /find
error-link-gone = This access to the account is gone. Open the card again: /find
error-code-word-none = The resident has no code word. Recognise them by their papers at the office.
error-code-word-unreadable = A code word has three letters or more. Type it as the resident says it.
error-code-word-wrong = The word is not right. { $left ->
        [0] No attempts are left.
        [one] { $left } attempt is left.
       *[other] { $left } attempts are left.
    }
error-code-word-locked = Too many wrong words. The word can be checked again in { $minutes } min. Papers at the office help meanwhile.
error-code-word-first = Check the code word first: the button is on the resident's card. It counts for 15 minutes.
error-office-administrator = The resident has a code word. Without it, by papers, an administrator opens access.
error-pin-not-taken = This provider takes no PINs. Other ways to prove an account stand in the provider's settings.
error-pin-made-already = The PIN of this button has been made. If another one is needed, open the account again.
error-owner-date-future = That day has not come yet. Note the change of owner when it has happened.
error-owner-date-before = The former change of owner is noted from { $date }: a new one cannot be earlier.
