# Tickets: residents, staff, the staff group.

tickets-title = <b>🛠 Tickets</b>
tickets-title-closed = <b>🛠 Closed tickets</b>
tickets-empty-open = No open tickets. Something is broken, or you need a certificate? Open a ticket: it gets a number and a deadline.
tickets-empty-closed = No closed tickets yet.
tickets-row = { $icon } <b>{ $number }</b> { $type }
    { $status }
tickets-deadline = Deadline: { $at }
tickets-deadline-late = 🔥 The deadline passed at { $at }
tickets-feedback-type = Feedback
tickets-nobody = nobody has it

tickets-status-new = new
tickets-status-accepted = accepted
tickets-status-in_progress = in progress
tickets-status-done = done
tickets-status-closed = closed
tickets-status-rejected = rejected
tickets-status-cancelled = cancelled
tickets-status-reopened = returned

# A new ticket
tickets-off-now = <b>⚡️ Off or being repaired now</b>
tickets-outage = { $textHtml }
tickets-outage-until = <i>Until { $at }</i>
tickets-new-title = <b>New ticket</b>
tickets-112 = Danger to life, fire, smell of gas: call <b>112</b>. A ticket does not replace the call.
tickets-phone = ☎️ { $name }: { $phone }
tickets-choose-type = What is it about?
tickets-type-title = <b>{ $type }</b>
tickets-no-account = A ticket belongs to a house. Add an account, it takes a minute. You can write to the company without one, too: “Feedback”.
tickets-emergency-title = <b>🚨 { $type }</b>
    Call first: nothing is faster.
tickets-emergency-terms = The dispatcher answers in 5 minutes, an emergency is contained in 30 minutes, a sewer blockage in 2 hours.
tickets-advice-general = Move away from the danger and warn your neighbours.
tickets-advice-flood = <b>What to do now:</b> close the inlet tap, switch off electricity in the wet room, move your things, warn the neighbours below. Take a video: it helps with the report.
tickets-advice-gas = <b>What to do now:</b> do not switch lights or light a flame, close the gas, open the windows, leave with your family and call <b>104</b> or <b>112</b> from outside.
tickets-advice-power-out = <b>What to do now:</b> if something sparks or smells of burning, switch off the breakers and touch nothing with wet hands. Fire: <b>112</b>.
tickets-advice-sewer = <b>What to do now:</b> pour no water away and ask the neighbours of your riser to do the same.
tickets-advice-lift-stuck = <b>What to do now:</b> press the call button in the cabin, do not open the doors yourself. Heart trouble or panic: <b>112</b>.
tickets-offer = This looks like a ticket “{ $type }”. Open it? Your words will be in it already.

tickets-ask-place = Which account is it about?
tickets-ask-field = { $label }
    For example: <code>{ $example }</code>
tickets-ask-text = <b>{ $type }</b>
    Say in your own words what happened, where and when. A voice message or a photo with a caption is fine.
    For example: <code>No hot water in the kitchen and the bathroom for three days</code>
tickets-ask-text-plain = Say it in your own words.
tickets-spoken = 🎤 A message without words: see the attachment
tickets-file-before-words = 📎 The attachment is kept. Now add words.
tickets-ask-duplicate = A similar ticket, No. { $number }, was opened a few minutes ago. It is seen. You can add to it by “Write” on its card.

    Open another one?
tickets-ask-files = Send photos, videos, voice, documents or a place on the map, up to { $max } attachments. Or press the button.
tickets-files-kept = Attachments kept: { $count } of { $max }. Send more or press “Done”.
tickets-ask-way = How shall we reach you? Choose or write, for example another phone.
tickets-ask-time = When may the worker come or call? Choose or write.
    For example: <code>tomorrow after 18</code>
tickets-way-chat = In this chat
tickets-way-phone = By phone
tickets-time-any = Any time
tickets-time-morning = Morning, 9–12
tickets-time-day = Daytime, 12–17
tickets-time-evening = Evening, 17–21
tickets-preview = <b>Check the ticket</b>
tickets-words = “{ $text }”
tickets-words-gone = <i>The words were deleted with the resident’s data.</i>
tickets-plain-words = { $text }
tickets-field = { $label }: { $value }
tickets-field-type = Subject
tickets-field-place = Account
tickets-field-house = House
tickets-field-flat = Flat
tickets-field-resident = Resident
tickets-field-phone = Phone
tickets-field-way = Contact
tickets-field-time = Time
tickets-field-opened = Opened
tickets-field-assignee = Handled by
tickets-field-merged = Part of ticket
tickets-files-count = { $count ->
    [0] No attachments
   *[other] 📎 Attachments: { $count }
  }
tickets-files-gone = { $count ->
    [one] 📎 { $count } more attachment cannot be shown: Telegram does not keep it any more.
   *[other] 📎 { $count } more attachments cannot be shown: Telegram does not keep them any more.
  } If needed, ask for it to be sent again.
tickets-opened = ✅ The ticket is open. Number <b>{ $number }</b>
tickets-opened-deadline = Deadline: { $at }.
tickets-opened-next = Every step is told here. You can add to the ticket or cancel it on its card.
tickets-neighbours = { $count ->
    [one] { $count } neighbour reported the same today: we know.
   *[other] { $count } neighbours reported the same today: we know.
  }

tickets-help-place = The account tells which house the worker comes to and which company answers.
tickets-help-field = So that nobody asks you again later. Answer briefly, as in the example.
tickets-help-text = The more exact the place and time, the sooner the cause is found. Up to 2000 characters.
tickets-help-duplicate = Two equal tickets do not make it faster. If something else happened, open another one.
tickets-help-files = Every attachment is kept as soon as it comes. With a photo the right tool is there at the first visit.
tickets-help-way = The worker or the dispatcher may have a question. You can skip it: we answer in the chat.
tickets-help-time = We try to come at a convenient time. You can skip it.
tickets-help-comment = The staff who handle the ticket see the message.
tickets-help-reopen = The ticket opens again, the deadline starts anew.
tickets-help-rating-words = A manager reads your words. You need not write: press “Cancel”.
tickets-help-feedback = A question, a complaint or an idea. The answer comes here. Up to 2000 characters.
tickets-help-staff-write = Up to 2000 characters. The resident gets a message at once; a note is seen by staff only.
tickets-help-done = A photo of the result prevents half of the returns. You can skip it.
tickets-help-reject = The resident reads the reason and can return the ticket within 14 days.

# The resident's card
tickets-card-title = <b>Ticket No. { $number }</b>
tickets-card-status = { $icon } { $status }
tickets-card-reason = Reason: { $reason }
tickets-card-rating = Rating: { $stars }
tickets-reports = { $count ->
    [one] 👥 Reported by { $count } resident
   *[other] 👥 Reported by { $count } residents
  }
tickets-please-rate = Is everything fine? Rate the work and the ticket closes. If not, return it. Without an answer it closes by itself in 7 days.
tickets-said-resident = <i>{ $at }, resident:</i> { $text }
tickets-said-staff = <i>{ $at }, { $name } (staff):</i> { $text }
tickets-said-internal = <i>{ $at }, { $name }, note:</i> { $text }
tickets-cancel-sure = Cancel ticket No. { $number }? If the problem comes back, open a new one.
tickets-rated-good = Thank you! The ticket is closed.
tickets-rated-bad = Thank you for an honest rating. The ticket is closed. If the work is not done, return it: the deadline starts anew.
tickets-ask-comment = Write a message to ticket No. { $number } or send a photo with a caption.
tickets-ask-reopen = What is still wrong with ticket No. { $number }? Write or send a photo with a caption.
tickets-ask-rating-words = What do you remember, good or bad?
tickets-comment-sent = ✅ Sent. The answer comes here.
tickets-reopened = 🔁 The ticket is returned, the deadline started anew.
tickets-rating-words-kept = Thank you, passed on.
tickets-feedback-to = <b>Feedback</b>
    Whom do you write to?
tickets-ask-feedback = Write a question, a complaint or an idea. Voice or a photo with a caption is fine. The answer comes here.
    For example: <code>Please put a bench at the second entrance</code>
tickets-feedback-sent = ✅ Sent. Its number is <b>{ $number }</b>. The answer comes here.

tickets-button-new = ➕ New ticket
tickets-button-feedback = ✉️ Feedback
tickets-button-open-ones = Open ones
tickets-button-closed-ones = Closed ({ $count })
tickets-button-called = Leave a ticket
tickets-button-link = ➕ Add an account
tickets-button-offer = 🛠 Open the ticket
tickets-button-other-type = Choose another subject
tickets-button-support = Support of the bot
tickets-button-send = ✅ Send
tickets-button-edit-text = ✏️ Change the text
tickets-button-edit-files = 📎 Attachments
tickets-button-edit-way = ☎️ How to reach you
tickets-button-edit-time = 🕐 When it suits
tickets-button-anyway = Open another one
tickets-button-no-files = No attachments
tickets-button-files-done = ✅ Done
tickets-button-open = Open the ticket
tickets-button-mine = 🛠 My tickets
tickets-button-write = ✍️ Write
tickets-button-answer = ↩️ Answer
tickets-button-files = 📎 Attachments ({ $count })
tickets-button-talk = 💬 Messages ({ $count })
tickets-talk-title = <b>💬 Messages of ticket No. { $number }</b>
tickets-button-cancel = ✖️ Cancel the ticket
tickets-button-cancel-sure = Yes, cancel it
tickets-button-close = ⭐ Rate
tickets-button-reopen = 🔁 Return it
tickets-button-rating-words = ✍️ Add a few words

# Messages to the resident
tickets-changed = { $icon } Ticket <b>{ $number }</b>, { $type }: <b>{ $status }</b>
tickets-changed-assignee = Handled by: { $name }
tickets-closed-by-itself = A week passed without an answer, so the ticket closed by itself. You can return it for another 14 days.
tickets-answer = 💬 On ticket <b>{ $number }</b> { $name } writes
tickets-closing = Ticket <b>{ $number }</b>, { $type }, was done almost a week ago and closes by itself tomorrow. Is everything fine?

# Staff
tickets-queue-title = <b>🗂 Ticket queue</b> ({ $count })
tickets-queue-empty = Nothing here.
tickets-queue-row = { $house } · { $name }
tickets-filtered-house = House: { $house }
tickets-filtered-type = Subject: { $type }
tickets-filter-open = Open
tickets-filter-mine = Mine
tickets-filter-late = Late
tickets-filter-free = Free
tickets-filter-done = To be rated
tickets-filter-all = All
tickets-choose-house = Choose a house: the number is its open tickets.
tickets-no-houses = No open tickets by house.
tickets-button-by-house = 🏢 House
tickets-button-by-type = 📂 Subject
tickets-button-no-filter = Clear the filter
tickets-button-figures = 📊 Figures
tickets-button-settings = ⚙️ Settings
tickets-button-queue = 🗂 Queue
tickets-button-late-queue = 🔥 Open the late ones
tickets-button-take = 🙋 Take
tickets-button-assign = 👤 Assign
tickets-button-start = 🛠 Start work
tickets-button-done = ✅ Done
tickets-button-reject = ⛔ Reject
tickets-button-ask = 💬 Write to resident
tickets-button-note = 📝 Note
tickets-button-contacts = 👤 Contacts
tickets-button-merge = 🧩 Merge similar ({ $count })
tickets-button-done-now = Without a photo
tickets-button-reports = 👥 Neighbours ({ $count })
tickets-button-write-all = 📢 Write to all
tickets-button-main = ⬆️ Main { $number }
tickets-button-split = ✂️ Split off
tickets-split = ✂️ It is a ticket of its own now
tickets-reports-title = <b>👥 Ticket No. { $number }</b>: neighbours reported it too ({ $count })
tickets-report-flat = flat { $flat }
tickets-report = <b>{ $number }</b> { $flat }
    “{ $text }”{ $files }
tickets-button-reject-words = ✍️ In own words
tickets-button-escalate-to = 🔔 { $name }
tickets-button-connect = Connect: { $company }
tickets-ask-staff-write = Write about ticket No. { $number } or send a photo with a caption.
tickets-ask-done = What was done about ticket No. { $number }? Write, send a photo or skip.
tickets-ask-reject = Why is ticket No. { $number } rejected? The resident reads these words.
    For example: <code>Another company serves the house, its phone is +7 495 000-00-00</code>
tickets-staff-written = ✅ Kept and sent to those who should read it.
tickets-done-told = ✅ Done. The resident was told and can rate the work.
tickets-rejected-told = ⛔ Rejected. The resident got the reason.
tickets-reject-why = Why is ticket No. { $number } rejected?
tickets-reason-not-ours = Not our responsibility
tickets-reason-repeat = There is such a ticket already
tickets-reason-no-access = Could not enter the flat
tickets-reason-no-details = Not enough details
tickets-assign-title = Who gets ticket No. { $number }?
tickets-merged = { $count ->
    [0] No similar tickets
   *[other] Tickets merged: { $count }
  }
tickets-no-contacts = No contacts: write in the ticket.
tickets-staff-new = 🆕 New ticket <b>{ $number }</b>, { $type }
tickets-staff-assigned = 👤 You were given ticket <b>{ $number }</b>, { $type }
tickets-staff-news = 💬 News from the resident on ticket <b>{ $number }</b>, { $type }
tickets-staff-late = 🔥 Ticket <b>{ $number }</b>, { $type }, is late
tickets-settings-title = <b>⚙️ Tickets: { $company }</b>
tickets-settings-group = The staff group is connected.
tickets-settings-no-group = There is no staff group: tickets come to everybody's private chat. To connect a group, add the bot to it as an administrator and write /queue there.
tickets-settings-privacy = What the group sees of a resident: <b>{ $privacy }</b>. Contacts by the button are seen only by who pressed it, and the journal keeps it.
tickets-settings-escalation = Late tickets are told to: <b>{ $name }</b>. Choose whom to tell:
tickets-all-managers = all managers
tickets-privacy-house = house only
tickets-privacy-flat = house and flat
tickets-privacy-contacts = name and phone

# The staff group
tickets-group-title = { $icon } <b>No. { $number }</b> · { $status }
tickets-group-how-topic = <i>What answers a message of the bot or begins with “!” goes to the resident. The rest is seen by you only.</i>
tickets-group-how-chat = <i>Only what answers a message of the bot about this ticket goes to the resident.</i>
tickets-group-how-all = <i>A message that begins with “!!” goes to everybody who reported this.</i>
tickets-group-resident-said = 💬 <b>No. { $number }</b> · the resident writes
tickets-group-staff-said = 💬 <b>No. { $number }</b> · { $name } answered the resident
tickets-group-event = { $icon } <b>No. { $number }</b> · the resident: { $status }
tickets-group-joined = { $count ->
    [one] 👥 <b>No. { $number }</b> · { $count } neighbour reported it
   *[other] 👥 <b>No. { $number }</b> · { $count } neighbours by now
  }
tickets-group-sent = ✅ Sent to the resident
tickets-group-sent-all = { $count ->
    [one] ✅ Sent to { $count } resident
   *[other] ✅ Sent to { $count } residents
  }
tickets-group-edit-internal = 🙈 This message stays internal. To send it to the resident, write a new one that begins with “!”.
tickets-group-done-sent = ✅ Done, sent to the resident
tickets-group-rejected = ⛔ No. { $number } is rejected, the reason was sent to the resident
tickets-group-nobody = ⚠️ Kept, but the resident cannot be reached in the chat. Call: “👤 Contacts” on the card.
tickets-group-edit-sent = ✏️ The edit was sent to the resident
tickets-group-not-staff = Only staff with a role can write to the resident. An administrator gives the role.
tickets-group-ask-done = { $head } <b>No. { $number }</b>
    Send a photo or words <b>as a reply to this message</b>: the resident gets them.
tickets-group-ask-reason = { $head } <b>No. { $number }</b>
    Why? Press a reason or write it <b>as a reply to this message</b>: the resident reads it.
tickets-group-works = The group is connected: tickets come here.
tickets-group-connect = Whose tickets shall be worked in this group? For a topic per ticket, switch topics on in the group and let the bot manage them.
tickets-connected = ✅ Tickets of “{ $company }” come here now.
tickets-toast-status = No. { $number }: { $status }
tickets-digest-title = <b>🔥 Late: { $count }</b> on { $date }
tickets-digest-row = <b>{ $number }</b> { $type } · { $house } · { $name } · deadline { $at }
tickets-trouble = <b>⚠️ Staff group</b> { $company }
tickets-trouble-no-topics-right = The bot may not make topics. Open the group → Administrators → the bot → switch on “Manage topics”. Until then tickets come to the group's general chat.
tickets-trouble-no-write-right = The bot may not write in the group. Open the group → Permissions and Administrators → let the bot write. Until then use the queue: /queue
tickets-trouble-gone = The bot is not in the group, or the group was deleted. Add the bot again as an administrator and write /queue in the group. Until then tickets come to the private chat.

error-ticket-not-found = You have no such ticket. Open the list: /tickets
error-ticket-not-allowed = You cannot do this.
error-ticket-wrong-state = Too late: the ticket { $status ->
    [new] is still new and must be taken first
    [accepted] is accepted already
    [in_progress] is in progress already
    [done] is done already
    [closed] is closed already
    [rejected] is rejected already
    [cancelled] was cancelled by the resident
   *[other] was returned and must be taken first
  }.
error-ticket-taken = { $name } has taken the ticket already.
error-ticket-reopen-over = A ticket can be returned within 14 days. Open a new one and name this number.
error-ticket-limit = You can open { $limit } tickets in 24 hours. You have as many already; call the contact centre or add to one of them.
error-ticket-type-gone = This subject is not used any more. Choose another: /tickets
error-ticket-choose = Press one of the buttons under the question.
error-ticket-text-needed = Words are needed here. Say briefly what happened.
error-ticket-text-first = Add a caption to the attachment, or say in words first what happened.
error-ticket-words-needed = Words are needed here: write what shall be told or noted.
error-ticket-words-first = Add a caption to the attachment or write words first.
error-ticket-text-long = Too long: up to { $max } characters.
error-ticket-file-needed = An attachment is needed here: a photo, video, voice, document or place. If there is nothing more, press the button.
error-ticket-files-limit = No more than { $limit } attachments can be kept. Press “Done”.
error-ticket-message-empty = An empty message cannot be sent. Write words or send a photo.
error-ticket-cancelled = The resident cancelled the ticket, nothing can be added.
error-ticket-merged = This ticket is part of another one. Open the main one.

# Figures for who leads
tickets-figures-title = <b>📊 Tickets</b>: open now, done in { $days } days
tickets-figures-all = In all
tickets-figures-types = <b>By subject</b>
tickets-figures-houses = <b>By house</b>
tickets-figures-nameless = Without a subject or house
tickets-figures-row = { $name }: open { $open }, late { $late }, done { $done }{ $hours }{ $rating }
tickets-figures-hours = ; half within { $hours } h
tickets-figures-rating = ; rating { $rating }
tickets-figures-picture = Open tickets by subject
tickets-figures-late = late: { $count }
tickets-export-columns = Number;State;Subject;Company;House;Opened;Deadline;Done;Closed;Handled by;Rating;Returns;Text
tickets-exported = { $count ->
    [one] { $count } ticket
   *[other] { $count } tickets
  }
tickets-button-export = 📄 CSV table
staff-job-tickets-auto-close = Closing of done tickets
staff-job-tickets-late = Late tickets

# Certificates
tickets-certificate-payments = A certificate of what was paid and when is ready at once: a PDF without a signature and a stamp. It is usually enough for a subsidy, a refund or an employer. For what time?
tickets-certificate-no-debt = A certificate that nothing is owed is ready at once when everything is paid: a PDF without a signature and a stamp. If you need a stamp, order one from the company.
tickets-certificate-made = 📄 The certificate is ready. If somebody asks for a signature and a stamp, order such a one from the company: the button is in the message above.
tickets-button-certificate-year = 📄 This year
tickets-button-certificate-last-year = 📄 Last year
tickets-button-certificate-months12 = 📄 The last 12 months
tickets-button-certificate-make = 📄 Make the certificate
tickets-button-certificate-order = 🖋 Signed and stamped
tickets-button-by-mail = By e-mail
tickets-button-by-post = By post to my address
tickets-way-mail = By e-mail to { $email }
tickets-way-post = By post: { $address }
error-certificate-empty = No payments into this account are seen from { $from } to { $to }. Choose another time or order the certificate from the company.
error-certificate-no-bill = There have been no bills yet, so nothing can be said of a debt. Order the certificate from the company.
error-certificate-debt = { $sum } is left to pay on this account. After the payment the certificate is ready at once.

# Types and working days (settings)
tickets-button-types = 📂 Ticket types
tickets-button-calendar = 📅 Working days
tickets-types-title = <b>📂 Ticket types</b>
    All companies share them. ⏸ is switched off: no new tickets of it.
tickets-type-children = Below it:
tickets-type-deadline = Deadline
tickets-type-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
  }
tickets-type-days = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
  }
tickets-type-no-deadline = none
tickets-type-emergency = 🚨 Emergency: phones first, then the ticket
tickets-type-ordinary = An ordinary type
tickets-type-on = ▶️ Switched on
tickets-type-off = ⏸ Switched off
tickets-type-saved = ✅ Saved. Tickets that are open keep their deadline.
tickets-button-type-add = ➕ New type
tickets-button-type-names = ✏️ Name
tickets-button-type-deadline = ⏱ Deadline
tickets-button-type-emergency = 🚨 Make it an emergency
tickets-button-type-ordinary = Make it ordinary
tickets-button-type-on = ▶️ Switch on
tickets-button-type-off = ⏸ Switch off
tickets-ask-type-ru = How is the type “{ $now }” called in Russian?
    For example: <code>💧 Вода</code>
tickets-ask-type-new = How is the new type called in Russian?
    For example: <code>🚗 Двор и парковка</code>
tickets-ask-type-en = And in English?
    For example: <code>🚗 Yard and parking</code>
tickets-ask-type-deadline = The deadline of “{ $now }”: hours in a row or working days.
    For example: <code>24 h</code> or <code>5 days</code>. “Skip” means no deadline.
tickets-help-type-name = Up to 40 characters, so that it fits on a button. A sign at the beginning helps to find it.
tickets-help-type-deadline = 1 to 720 hours or 1 to 60 working days. It holds for new and returned tickets.
tickets-type-keywords = Known by words
tickets-type-no-keywords = not matched to free text
tickets-type-fields = Also asks
tickets-type-no-fields = nothing
tickets-type-fields-title = <b>{ $type }</b>: what to ask besides the text
tickets-type-fields-empty = Nothing yet: the resident just says it in words.
tickets-type-field = ❓ { $label }
    For example: <code>{ $example }</code>
tickets-button-type-keywords = 🔤 Words
tickets-button-type-fields = ❓ Questions
tickets-button-type-field-add = ➕ Question
tickets-ask-type-keywords = By which words is “{ $now }” known? Write beginnings of words between commas; they replace the former ones.
    For example: <code>yard, parking, barrier</code>
    “Skip” means it is not matched.
tickets-ask-type-field-ru = What to ask, in Russian?
    For example: <code>Номер подъезда</code>
tickets-ask-type-field-example-ru = An example of the answer in Russian.
    For example: <code>2</code>
tickets-ask-type-field-en = The same in English.
    For example: <code>Number of the entrance</code>
tickets-ask-type-field-example-en = And an example of the answer in English.
    For example: <code>2</code>
tickets-help-type-keywords = When a resident writes to the bot freely, the type with the longest match is offered. “hot wat” finds “no hot water”.
tickets-help-type-field = It is asked before the description, the answer stands on the card of the ticket. Up to 60 characters.
tickets-calendar-title = <b>📅 Working days: { $company }</b>
    Saturdays, Sundays and public holidays are off. Here are the exceptions that deadlines of tickets follow.
tickets-calendar-empty = No exceptions ahead.
tickets-calendar-working = { $day }: working
tickets-calendar-off = { $day }: off
tickets-button-calendar-add = ➕ Exception
tickets-button-calendar-forget = ✖️ { $day }
tickets-button-calendar-off = Off
tickets-button-calendar-working = Working
tickets-ask-calendar-day = Which day?
    For example: <code>31.12.2026</code>
tickets-ask-calendar-working = What is it?
tickets-help-calendar = The government names transferred days for a year ahead; a company may name its own. Deadlines given before stay as they are.
error-ticket-type-name = Too long: up to { $max } characters, or it does not fit on a button.
error-ticket-type-deadline = I did not understand the deadline. Write hours or working days: 24 h or 5 days.
error-calendar-day = A day from today on and within two years is needed, for example 31.12.2026.
error-ticket-type-keywords = Write 1 to 40 words or phrases between commas, each of 3 to 40 characters: yard, parking, barrier.
error-ticket-type-fields = No more than { $max } questions fit a type: people would give up.

tickets-type-place = Place in the list
tickets-type-place-of = { $place } of { $count }
tickets-button-type-up = ⬆️ Up
tickets-button-type-down = ⬇️ Down
tickets-file-replaced = ♻️ <b>Instead of the former file:</b>
