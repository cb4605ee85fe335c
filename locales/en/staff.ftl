# Administration: roles, journal.

staff-title = <b>🛡 Administration</b>
staff-intro = Choose a section. You see only what your role allows.
staff-button-payments = 💳 Residents' payments
staff-button-imports = 📥 Bill import
staff-button-roles = 👥 Roles
staff-button-audit = 📓 Journal
staff-button-agree = I agree

staff-roles-title = <b>👥 Roles</b>
staff-roles-empty = Nobody has a role yet.
staff-role-row = <code>{ $id }</code> — { $role }, { $company }
staff-role-until = (until { $date })
staff-role-configured = (from the settings)
staff-role-manager = manager
staff-role-operator = operator
staff-role-administrator = administrator
staff-every-company = every company
staff-grant-usage = Give a role: <code>/grant 123456789 manager smart-zapad</code>
    Roles: manager, operator, administrator. Without a company the role covers all.
    For a time, with its last day at the end: <code>/grant 123456789 manager smart-zapad 31.12.2026</code>
    People see their Telegram number in the bot by /settings.
staff-revoke-usage = Take a role away: <code>/revoke 123456789 manager smart-zapad</code>
staff-role-granted = ✅ Role given: <code>{ $id }</code> — { $role }, { $company }.
staff-role-granted-until = ✅ Role given to { $date } inclusive: <code>{ $id }</code> — { $role }, { $company }.
staff-role-revoked = ✅ Role taken away: <code>{ $id }</code> — { $role }, { $company }.
staff-second-person = The administrator's role takes two people. The other administrators were asked to agree; the request lives a day. Nothing changes before that.
staff-role-confirmed = ✅ Role changed: you agreed.
staff-request-grant = An administrator asks to give the role “{ $role }” ({ $company }) to <code>{ $id }</code>. If you know that it is wanted, press “I agree”.
staff-request-grant-until = An administrator asks to give the role “{ $role }” ({ $company }), to { $date } inclusive, to <code>{ $id }</code>. If you know that it is wanted, press “I agree”.
staff-request-revoke = An administrator asks to take the role “{ $role }” ({ $company }) from <code>{ $id }</code>. If you know that it is wanted, press “I agree”.


error-not-allowed = Your role does not include this action.
error-company-not-found = There is no company “{ $slug }”. Check the short name: for example, smart-zapad.
error-role-until-past = That day has passed. Name a last day of the role that is still ahead.
error-role-not-held = This person does not hold that role.
error-role-not-yours-to-change = Only an administrator of the same company may change this role.
error-role-configured = This administrator stands in the server's settings (ADMIN_IDS) and cannot be removed from the chat.
error-role-last-administrator = This is the last administrator. Appoint another one first.
error-role-confirm-own = Another administrator has to agree.

# Scheduled jobs
staff-jobs = Jobs
staff-button-jobs = ⏱ Scheduled jobs
staff-jobs-title = <b>⏱ Scheduled jobs</b>
staff-job-row = <b>{ $title }</b>
staff-job-off = ⏸ Switched off
staff-job-never = Has not run yet
staff-job-done = ✅ { $at }: { $result }
staff-job-running = ⏳ Running since { $at }
staff-job-failed = ❌ { $at }: { $error }
staff-job-next = Next run: { $at }
staff-job-schedule = <code>{ $name }</code> · <code>{ $cron }</code>
staff-job-started = Starting
staff-button-job-run = ▶️ Run now
staff-button-job-off = ⏸ Switch off
staff-button-job-on = ▶️ Switch on
staff-button-job-refresh = 🔄 Refresh
staff-job-payments-poll = Polling the payment gateway
staff-job-payments-expire = Payment deadlines
staff-job-accounts-shares = End of access given by relatives
staff-job-residents-delete-expired = Expired codes and drafts
staff-job-notifications-bills = New bills
staff-job-notifications-due = Due dates
staff-job-notifications-readings = Reading deadlines
staff-job-notifications-missing-bills = Bills still missing
staff-job-notifications-verification = Meter verification
staff-job-imports-abandoned = Abandoned imports
staff-job-staff-clean-up = Clearing old records
error-job-not-found = There is no such job any more.

# Statistics
staff-button-stats = 📊 Statistics
staff-stats-title = <b>📊 Statistics</b>
staff-stats-period = { $from } — { $until } · { $company }
staff-stats-residents = 👤 <b>Residents: { $total }</b>
    New: { $new }
staff-stats-links = 🏠 <b>Accounts linked: { $share }%</b> of { $accounts }
    Access: full { $full }, basic { $basic }, new { $new }
staff-stats-payments = 💳 <b>Payments: { $count }</b>, { $sum }
    Refunded: { $refunded }
staff-stats-readings = 📟 <b>Readings sent: { $count }</b>
staff-stats-tickets = 🛠 <b>Tickets: { $new }</b>
    Done: { $done }. Open now: { $open }, late: { $late }
staff-stats-deliveries = ✉️ <b>Messages delivered: { $delivered }</b>
    Marked as read: { $read }. Not delivered: { $undelivered }. Waiting: { $waiting }
staff-stats-span-week = Week
staff-stats-span-month = Month
staff-stats-span-quarter = Quarter
staff-stats-span-year = Year
staff-stats-button-paid = 📈 Payments
staff-stats-button-readings = 📈 Readings
staff-stats-button-tickets = 📈 Tickets
staff-stats-button-residents = 📈 Residents
staff-stats-button-company = 🏢 Another company
staff-stats-choose = <b>📊 Statistics</b>
    Choose a company.
staff-stats-all = All my companies
staff-stats-picture-paid = Payments, roubles
staff-stats-picture-readings = Readings sent
staff-stats-picture-tickets = New tickets
staff-stats-picture-residents = New residents and links
staff-stats-series-residents = residents
staff-stats-series-links = linked accounts
staff-stats-note-paid = Without commission; refunds are not subtracted.

# The journal: what was done; “about” is an account, a person, an import and so on
audit-access-apply = 📄 Applied for a PIN: { $about }
audit-access-approve = ✅ Application for a PIN approved: { $about }
audit-access-letters = ✉️ Letters with QR printed: { $about }
audit-access-pin = 🔢 PIN issued: { $about }
audit-access-reject = ❌ Application for a PIN rejected: { $about }
audit-access-unlock = 🔓 Lock of attempts lifted: { $about }
audit-account-link = 🏠 Account linked: { $about }
audit-account-object = ❗️ Objected to a new link: { $about }
audit-account-owner = 🔑 Owner changed: { $about }
audit-account-prove = ✅ Full access obtained: { $about }
audit-account-remove = 🏠 Account removed: { $about }
audit-account-restore = 🏠 Removed account brought back: { $about }
audit-account-share = 👪 Account shared: { $about }
audit-account-unshare = 👪 Share ended: { $about }
audit-account-freeze = ⏸ Link suspended: { $about }
audit-account-unfreeze = ▶️ Link given back: { $about }
audit-account-revoke = ❌ Link taken away: { $about }
audit-announcement-create = 📣 Announcement written: { $about }
audit-announcement-send = 📣 Announcement sent: { $about }
audit-announcement-approve = 📣 Announcement approved: { $about }
audit-announcement-cancel = 📣 Announcement cancelled: { $about }
audit-announcement-hold = 📣 Announcement held until a second person agrees: { $about }
audit-announcement-resend = 📣 Sent again to those not reached: { $about }
audit-code-word-right = 🔐 Code word checked, right: { $about }
audit-code-word-wrong = 🔐 Code word checked, wrong: { $about }
audit-consent-withdraw = 📄 Consent to data processing withdrawn: { $about }
audit-export-create = 📤 Payments exported: { $about }
audit-export-close = 📤 Export handed to accounting: { $about }
audit-export-cancel = 📤 Export cancelled: { $about }
audit-export-template = 📤 Form of the register changed: { $about }
audit-readings-export = 📤 Readings exported: { $about }
audit-import-publish = 📥 Import published: { $about }
audit-import-roll-back = 📥 Import rolled back: { $about }
audit-job-run = ⏱ Run out of turn: { $about }
audit-job-on = ⏱ Job switched on: { $about }
audit-job-off = ⏱ Job switched off: { $about }
audit-payment-refund = ↩️ Money refunded: { $about }
audit-payment-unknown-charge = ⚠️ A charge without a payment: { $about }
audit-payments-reconcile = ⚖️ Payments reconciled: { $about }
audit-reconciliation-resolve = ⚖️ Difference of a reconciliation noted: { $about }
audit-provider-sample = 🖼 Picture of the paper bill replaced: { $about }
audit-reading-submit = 📟 Readings sent: { $about }
audit-reading-correct = 📟 Readings corrected: { $about }
audit-meter-add = 📟 Meter added: { $about }
audit-meter-edit = 📟 Meter changed: { $about }
audit-meter-replace = 📟 Meter replaced: { $about }
audit-meter-remove = 📟 Meter removed: { $about }
audit-meter-restore = 📟 Meter put back: { $about }
audit-resident-block = 🔒 Access to the account closed: { $about }
audit-resident-unblock = 🔓 Access to the account opened: { $about }
audit-resident-delete = 🗑 A resident’s data deleted: { $about }
audit-profile-code-word = 🔐 Code word changed: { $about }
audit-profile-detail = 👤 Personal details changed: { $about }
audit-profile-email = ✉️ Email changed: { $about }
audit-profile-email-removed = ✉️ Email removed: { $about }
audit-profile-name = 👤 Name changed: { $about }
audit-profile-phone = 📱 Phone changed: { $about }
audit-resident-export = 💾 Archive of a resident’s data made: { $about }
audit-resident-recover = 🔑 Came in from a new Telegram: { $about }
audit-resident-sign-out = 🚪 Signed out: { $about }
audit-tickets-type = 🛠 Type of tickets changed: { $about }
audit-tickets-group-privacy = 🛠 What the group sees changed: { $about }
audit-calendar-exceptions = 🗓 Working calendar changed: { $about }
audit-role-grant = 👥 Role “{ $role }” given: { $about }
audit-role-revoke = 👥 Role “{ $role }” taken away: { $about }
audit-settings-vat = 🧾 VAT on receipts changed: { $about }
audit-settings-change = ⚙️ Setting “{ $role }” changed: { $about }
audit-text-publish = 📄 A new text published: { $about }
audit-ticket-merge = 🛠 Tickets merged: { $about }
audit-ticket-split = ✂️ Ticket split off another: { $about }
audit-ticket-open-for = 🛠 Ticket opened for a resident: { $about }
audit-ticket-see-contacts = 🛠 Contacts of a ticket seen: { $about }
audit-tickets-connect-group = 🛠 Staff group connected: { $about }
audit-tickets-escalation = 🛠 Who hears of late tickets changed: { $about }
audit-window-set = 🗓 Term of readings changed: { $about }
audit-window-extend = 🗓 Term of readings extended: { $about }
staff-audit-other = { $action }: { $about }
staff-audit-title = <b>📓 Journal</b>
    { $total ->
        [one] { $total } entry
       *[other] { $total } entries
    }: { $group }, { $span }
staff-audit-empty = No entries yet.
staff-audit-row = <b>{ $at }</b> · { $who }
    { $what }
staff-audit-system = the program
staff-audit-cli = server
staff-audit-somebody = resident, id { $id }
staff-audit-unnamed = staff, Telegram { $id }
staff-audit-number = No. { $number }
staff-audit-everything = all entries
staff-audit-group-all = All
staff-audit-group-access = 🔑 Access
staff-audit-group-money = 💳 Money
staff-audit-group-data = 📥 Data
staff-audit-group-talk = 📣 Contact
staff-audit-group-settings = ⚙️ Settings
staff-audit-span-0 = All time
staff-audit-span-1 = Day
staff-audit-span-7 = Week
staff-audit-span-30 = Month
staff-audit-button-file = 💾 { $format }
staff-audit-file = journal
staff-audit-file-caption = Journal: { $group }, { $span }. Entries: { $total }
staff-audit-file-cut = The newest { $count } entries are in it: export the rest by shorter spans.
staff-audit-column-at = When
staff-audit-column-who = Who
staff-audit-column-what = What was done
staff-audit-column-about = About
staff-audit-column-company = Company
staff-audit-column-action = Action code
staff-audit-column-details = Details

# Health
staff-button-health = 🩺 Health
staff-health-title = <b>🩺 Health</b> at { $at }
staff-health-telegram = ✅ Telegram answers: { $ms } ms, updates waiting: { $waiting }
staff-health-telegram-down = ❌ Telegram does not answer
staff-health-webhook-error = ⚠️ Last webhook error: { $error }
staff-health-embedded = ✅ Database answers (embedded)
staff-health-postgres = ✅ Database answers (PostgreSQL)
staff-health-redis-none = ▫️ No Redis: the program itself is enough
staff-health-redis-up = ✅ Redis answers
staff-health-redis-down = ⚠️ Redis does not answer: working through the database
staff-health-gate-on = ✅ { $name }
staff-health-gate-off = ▫️ { $name }: not set up
staff-health-gateway = Payment gateway
staff-health-sms = SMS
staff-health-email = E-mail
staff-health-deliveries = { $mark } Messages waiting: { $waiting }, the oldest for { $age }
staff-health-attention = ⚠️ Messages not delivered or unknown: { $count }
staff-health-tasks = { $mark } Tasks waiting: { $waiting }, the oldest for { $age }; failed: { $failed }
staff-health-imports = Unfinished imports: { $count }
staff-health-age-seconds = { $count } s
staff-health-age-minutes = { $count } min
staff-health-jobs = ✅ The last job ended at { $at }
staff-health-jobs-none = ▫️ No job has run yet
staff-health-jobs-failed = ❌ Failed: { $jobs }
staff-health-jobs-off = ⏸ Switched off: { $jobs }
staff-health-size = Residents: { $residents }, accounts: { $accounts }
staff-job-nothing = there was nothing to do
staff-job-count-asked = asked of the gateway: { $count }
staff-job-count-unclear = the gateway gave no answer: { $count }
staff-job-count-confirmed = confirmed by registers: { $count }
staff-job-count-expired = expired: { $count }
staff-job-count-queued = messages queued: { $count }
staff-job-count-discarded = imports cleared: { $count }
staff-job-count-deliveries = messages cleared: { $count }
staff-job-count-tasks = tasks cleared: { $count }
staff-job-count-attempts = attempts cleared: { $count }
staff-job-count-codes = PINs closed: { $count }
staff-job-count-links = links closed: { $count }
staff-job-count-drafts = drafts cleared: { $count }
staff-job-count-challenges = one-time codes cleared: { $count }
staff-job-count-counters = counters of attempts cleared: { $count }
staff-job-count-leases = locks cleared: { $count }
staff-job-count-warned = warned: { $count }
staff-job-count-closed = closed: { $count }
staff-job-count-escalated = told about late ones: { $count }
staff-job-count-digests = digests sent: { $count }
