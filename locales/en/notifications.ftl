# Subscriptions, quiet hours, reminders.

notifications-unsubscribe = Stop such letters
notifications-digest = <b>📬 What else came</b>
    There were many messages yesterday, so here is the rest in one list.
notifications-unsubscribe-title = Letters about your account
notifications-unsubscribe-ask = Stop letters about “{ $topic }”?
notifications-unsubscribe-button = Stop them
notifications-unsubscribe-done = Done: no more letters about “{ $topic }”. You can switch them on again in the bot: Settings → Notifications.
notifications-unsubscribe-wrong = This link did not fit. Open the bot: Settings → Notifications.

notifications-topic-new-bills = New bills
notifications-topic-due-dates = Payment dates
notifications-topic-readings = Meter readings
notifications-topic-payments = Payments
notifications-topic-tickets = Tickets
notifications-topic-outages = Outages
notifications-topic-letters = Information letters
notifications-topic-promotions = Promotions

notifications-button-open = 🔔 Notifications
notifications-title = <b>🔔 Notifications</b>
notifications-intro-telegram = What to send <b>here, to the chat</b>. Mark what you want and press “Save”: nothing changes before that.
notifications-intro-email = What to send <b>by e-mail</b> to { $email }. Mark what you want and press “Save”: nothing changes before that.
notifications-intro-sms = What to send <b>by SMS</b> to { $phone }. Mark what you want and press “Save”: nothing changes before that.
notifications-email-unproved = Your e-mail is not confirmed yet, so letters cannot come. Confirm the address in your profile and come back.
notifications-sms-unproved = Your phone is not confirmed yet, so SMS cannot come. Confirm it in your profile.
notifications-channel-off = Messages are not sent this way here.
notifications-always = We always tell you about emergencies, safety and your money.
notifications-quiet-line = 🌙 Quiet hours: { $hours } by your house’s clock. Ordinary messages wait for the morning then, emergencies come at once.
notifications-changed = ✏️ There are unsaved changes.
notifications-on = ✅ { $topic }
notifications-off = ⬜️ { $topic }
notifications-tab-telegram = Chat
notifications-tab-email = E-mail
notifications-tab-sms = SMS
notifications-tab-current = • { $tab }
notifications-button-save = 💾 Save
notifications-button-quiet = 🌙 Quiet hours
notifications-button-prove = Confirm in the profile
notifications-saved = Saved
notifications-ask-promotions = <b>Promotions</b>
    By law, advertising goes only to those who agreed beforehand. We will record your consent with its date; you can withdraw it here at any time.
notifications-button-agree = I agree
notifications-button-refuse = No promotions
notifications-quiet-title = <b>🌙 Quiet hours</b>
    When shall ordinary messages wait for the morning? Now: { $hours }.
notifications-quiet-choice = { $from }:00 to { $to }:00
notifications-quiet-default = Usual: { $hours }

error-subscription-unproved = Confirm this channel in your profile first: there is nowhere to send yet.
notifications-promotions-text = { $text }

# Reminders
notifications-new-bill = 🧾 <b>New bill</b> for { $period }
    { $provider } · { $account }
    To pay: <b>{ $sum }</b>{ $payBy ->
        [none] .
       *[other] , by { $payBy }.
    }
notifications-new-bill-paid = 🧾 <b>New bill</b> for { $period }
    { $provider } · { $account }
    { $sum ->
        [none] Everything is paid.
       *[other] Nothing to pay: { $sum } overpaid.
    }
notifications-due-before = ⏰ In a few days, by <b>{ $payBy }</b>, the bill for { $period } is due.
    { $provider } · { $account }: <b>{ $sum }</b>
notifications-due-on = ⏰ <b>Today is the last day</b> to pay the bill for { $period }.
    { $provider } · { $account }: <b>{ $sum }</b>
notifications-due-after = ⏰ The bill for { $period } was due on { $payBy }. If you have paid elsewhere, please wait: money may travel some days.
    { $provider } · { $account }: <b>{ $sum }</b>{ $penaltyFrom ->
        [none] { "" }
       *[other] { "\u000A" }A penalty is counted from { $penaltyFrom }: until then you can pay without it.
    }
notifications-bills-soon = 📥 Residents must have their bills for { $period } by <b>{ $billBy }</b>. Still without a bill:
notifications-bills-late = 📥 The bills for { $period } were due on { $billBy }, and not everybody has got theirs. Without a bill:
notifications-bills-missing = • { $provider }: { $missing } of { $accounts }
notifications-bills-more = … and { $count ->
        [one] { $count } more provider
       *[other] { $count } more providers
    }
notifications-button-imports = 📥 To the imports
notifications-readings-soon = 🔢 Readings are taken until <b>{ $to }</b> inclusive. There are none for “{ $account }” yet.
notifications-readings-last = 🔢 <b>Today is the last day</b> for readings. There are none for “{ $account }” yet.
notifications-verification-soon = 🔧 A meter is due for verification: { $meter } No. { $serial }, by <b>{ $date }</b> (account “{ $account }”). Readings may not be taken after that.
notifications-verification-passed = 🔧 The verification of a meter was due on { $date }: { $meter } No. { $serial } (account “{ $account }”). Until it is verified, charges may follow the norm.
notifications-meter = meter
notifications-button-pay = 💳 Pay
notifications-button-bill = Open the bill
notifications-button-readings = 🔢 Send readings
notifications-button-meters = Meters
