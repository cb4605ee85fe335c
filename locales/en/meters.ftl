# Meters and readings.

meters-resource-cold_water = 💧 Cold water
meters-resource-hot_water = 🔥 Hot water
meters-resource-electricity = ⚡ Electricity
meters-resource-heat = ♨️ Heating
meters-resource-gas = 🟦 Gas
meters-name-cold_water = Cold water
meters-name-hot_water = Hot water
meters-name-electricity = Electricity
meters-name-heat = Heating
meters-name-gas = Gas
meters-short-cold_water = 💧 Cold
meters-short-hot_water = 🔥 Hot
meters-short-electricity = ⚡ Power
meters-short-heat = ♨️ Heat
meters-short-gas = 🟦 Gas
meters-unit-cold_water = m³
meters-unit-hot_water = m³
meters-unit-electricity = kWh
meters-unit-heat = Gcal
meters-unit-gas = m³
meters-serial = No. { $serial }
meters-amount = { $amount } { $unit }
meters-zone = (tariff { $zone })

meters-title = <b>🔢 Readings</b>
meters-choose-account = Whose meters shall I show?
meters-no-links = No accounts yet. Add the account of your bill and its meters appear here.
meters-no-meters = No meters yet: the company adds them. If you have one and it is not here, tell the contact centre.
meters-account = <b>{ $account }</b>
meters-needs-full = Meters and readings are shown after a proof: it protects you from strangers. The surname and flat of the bill are needed.
meters-window-open = 🟢 Readings are taken until { $to }. { $days ->
    [one] { $days } day left.
   *[other] { $days } days left.
  }
meters-window-extended = 🟢 Readings are taken longer: until { $to }.
meters-window-soft = 🟡 The term is over, but readings are taken: they go into the next bill ({ $from } — { $to }).
meters-window-closed = 🔴 Readings are not taken now. Next term: { $from } — { $to }.
meters-window-for = { $windowHtml }
    <i>{ $resources }</i>
meters-window-owner = The term is set by “{ $company }”.
meters-window-owner-phone = The term is set by “{ $company }”, phone { $phone }.
meters-last = Last: <b>{ $values }</b> on { $day }
meters-last-estimate = Charged by the average: <b>{ $values }</b> on { $day }
meters-no-readings = No readings yet
meters-initial = When installed: <b>{ $values }</b>
meters-sent-accepted = ✅ Taken for { $period }, No. { $number }
meters-sent-exported = 📤 Passed on for { $period }, No. { $number }
meters-sent-rejected = ❌ Not accepted for { $period }: { $reason }
meters-sent-none = ⏳ Not sent yet for { $period }
meters-automatic = 📡 Sends readings by itself
meters-verification-near = ⚠️ Verified until { $day }: soon
meters-verification-expired = ⚠️ The verification ended on { $day }. The company may refuse readings
meters-card-zones = Tariffs: { $zones }
meters-card-place = Where it is: { $place }
meters-card-verified = Verified: { $day }
meters-card-next = Next verification: { $day }
meters-card-next-unknown = No verification date is known

meters-button-enter = ✍️ Send readings
meters-button-remind = 🔔 Remind me
meters-button-meters = 🔢 Meters
meters-button-rename = ✏️ Name it
meters-button-history = 📜 History
meters-button-chart = 📈 Chart
meters-button-chart-of = 📈 { $resource }
meters-button-csv = ⬇️ CSV
meters-button-xlsx = ⬇️ Excel
meters-button-prove = 🔓 Open full access
meters-button-link = ➕ Add an account

# The form
meters-enter-title = <b>✍️ Readings: { $account }</b>
meters-enter-until = They can be sent until { $day }.
meters-enter-choose = Choose a meter by its button.
meters-enter-ask = Enter the reading: <b>{ $meter }</b>
    Example: <code>{ $example }</code>
meters-enter-ask-zones = Enter the readings with spaces between, tariffs { $zones }: <b>{ $meter }</b>
    Example: <code>{ $example }</code>
meters-line-name = { $mark } <b>{ $meter }</b>
meters-line-previous = Before: { $values } on { $day }
meters-line-estimate = Before, by the company’s estimate: { $values } on { $day }
meters-line-initial = When installed: { $values }
meters-line-no-previous = No reading before
meters-line-sent = Sent for this month already: { $values }
meters-line-entered = Entered: <b>{ $values }</b>
meters-line-photo = 📷 With a photo
meters-line-automatic = 📡 Sends by itself, nothing to enter
meters-line-verification = The verification is over: readings are not taken
meters-line-closed = Taken from { $day }
meters-button-next = Skip this meter
meters-button-clear = Remove what I entered
meters-button-done = Go on
meters-button-save = Save
meters-button-correct = Correct
meters-button-yes = Yes, it is right
meters-button-retype = Enter again
meters-button-take = Take { $value }
meters-help-entry = Enter the digits of the meter, with a comma or a point. Any order: choose a meter by its button. You can write all at once: “cold 123.4 hot 56”. A photo of the meter is kept as a proof.
meters-help-confirm = The reading is unusual, so the bot asks. Nothing is sent: look at the meter and press a button.
meters-check-title = 🤔 <b>{ $meter }</b>
meters-check-values = It was { $before }, now <b>{ $now }</b>.
meters-doubt-jump = That makes { $used }{ $zone } — much more than usual.
meters-doubt-roll-over = Less than before. This happens when the meter has gone round: then { $used }{ $zone } were used. Is it so?
meters-doubt-estimate = Less than the company’s estimate{ $zone }. If the meter shows exactly this, say yes.
meters-guess-extra-digit = Maybe one digit too many. Is it right?
meters-guess-missing-point = Maybe the point before the red digits is missing. Is it right?
meters-guess-swapped = Maybe hot and cold water are swapped. Is it right?
meters-guess-none = Look at the meter again. Is it right?
meters-nothing-to-confirm = There is nothing to confirm.
meters-review-title = <b>Check: { $account }</b>
meters-review-values = It was { $before } → now <b>{ $now }</b>
meters-review-used = Used: { $used }
meters-review-used-cost = Used: { $used }, about { $cost }
meters-review-replaces = Replaces what was sent: { $values }
meters-review-verification = ⚠️ The verification is over, the company may refuse it
meters-review-cost = About <b>{ $cost }</b> to pay, by the tariffs of the last bill
meters-review-left = Not entered: { $meters }
meters-review-end = Nothing is sent yet. Press “Save”.
meters-done-title = <b>✅ Readings are taken: { $account }</b>
meters-done-title-taken = <b>Readings were sent already: { $account }</b>
meters-done-line = <b>{ $meter }</b>
    { $values } for { $period }
    No. <code>{ $number }</code>, { $time }
meters-done-same = <b>{ $meter }</b>
    { $values } for { $period } — was sent before
    No. <code>{ $number }</code>, { $time }
meters-done-taken = <b>{ $meter }</b>
    Just sent from another phone: { $values }
    No. <code>{ $number }</code>, { $time }
meters-done-taken-what = Your value for this meter was not saved. If yours is right, open the form again and correct it.
meters-done-correct = A mistake? It can be corrected until the term ends.
meters-button-again = ✍️ Correct

# A message in free words
meters-free-which = I read the values. For which flat?

# History
meters-history-title = <b>📜 { $meter }</b>
meters-history-row = { $month }: <b>{ $values }</b> · { $used }{ $mark }
meters-history-none = No readings yet.
meters-history-marks = ~ by the average, or shared over missing months · ✅ taken · 📤 passed on · ❌ not accepted
meters-history-reason = ❌ { $month }: { $reason }
meters-chart-title = { $resource }: used
meters-chart-subtitle = { $account }, { $unit }
meters-chart-this-year = these 12 months
meters-chart-year-ago = a year ago
meters-chart-note = * by the average, or shared over missing months
meters-chart-caption = { $resource }, { $account }. In 12 months: { $total }
meters-chart-caption-compared = { $resource }, { $account }. In 12 months: { $total }, a year before: { $before }
meters-file-name = readings
meters-file-caption = All readings: { $account }
meters-file-sheet = Readings
meters-column-resource = Resource
meters-column-serial = Meter number
meters-column-place = Place
meters-column-period = Month
meters-column-value = Reading { $zone }
meters-column-date = Date
meters-column-status = Status
meters-column-reason = Reason
meters-column-number = Number of the submission
meters-status-accepted = taken
meters-status-exported = passed on
meters-status-rejected = not accepted
meters-status-replaced = corrected
meters-status-estimate = by the average
meters-status-import = from the company

# Name of a meter
meters-ask-name = How do you call it: <b>{ $meter }</b>?
    For example: <code>Kitchen</code>
meters-help-name = Only you see the name. It helps to tell meters apart.
meters-renamed = ✅ It is called “{ $name }” now.
meters-name-removed = ✅ The name is removed.

# Reminder and messages
meters-remind-set = 🔔 We remind you on { $day }, when readings are taken again.
meters-window-opened = 🔔 Readings are taken now: { $account }
    Until { $to }. It takes a minute.
meters-window-extended-news = 📅 Readings are taken longer: { $account }
    Now until { $to }.
meters-exported-news = 📤 Your readings for { $period } were passed on: { $account }
    Numbers: { $numbers }
meters-rejected-news = ❌ A reading was not accepted: { $meter }, { $account }
    { $values } for { $period }, No. { $number }
    Reason: { $reason }
meters-rejected-open = Please send it again: readings are taken now.
meters-rejected-closed = Ask the company’s contact centre about it.
meters-home-open = 🔢 Readings are taken until { $to }. Not sent yet: { $accounts }
meters-pay-hint = 🔢 Readings are taken until { $to } and yours are missing. You can send them now; paying does not wait for it.

# Refusals
error-readings-need-full-level = Readings open after the surname and flat are confirmed.
error-meters-none = This account has no meters.
error-meter-not-found = This meter is not among yours. Open the list again: /readings
error-meter-archived = This meter was taken away. Send the reading of the new one.
error-meter-automatic = This meter sends its readings by itself.
error-meter-verification-expired = The verification of the meter is over and the company does not take its readings. Order a verification.
error-meter-name-wrong = A name has 1 to { $max } characters. For example: Kitchen.
error-reading-not-a-number = Enter the number of the meter. Example: <code>123.4</code>
error-reading-too-long = The number is too long. Look at the digits of the meter.
error-reading-zones = { $zones } numbers are needed, { $given } were given. Enter them with spaces between.
error-reading-too-many-decimals = { $decimals ->
    [0] This meter shows whole numbers: enter it without decimals.
    [one] At most { $decimals } decimal is possible.
   *[other] At most { $decimals } decimals are possible.
  }
error-reading-too-many-digits = This meter has { $digits } digits before the point. Maybe one is too many, or the point is missing.
error-reading-in-future = The date of the reading has not come yet.
error-reading-below-previous = Less than the reading before ({ $previous }). Look at the meter again.
error-reading-below-former = Less than the former reading of this meter. Look at it again or call the contact centre.
error-reading-looks-swapped = Less than the reading before ({ $previous }). Hot and cold water seem to be swapped.
error-reading-window-closed = Readings are not taken now. See when they are: /readings.
error-reading-needs-confirmation = The former readings of meter No. { $serial } changed while you were entering. Enter it again.
error-reading-no-such-meter = This flat has no such meter.
error-reading-which-meter = I did not understand which meter. Choose it by its button and enter the number.
error-reading-photo-only = A photo is a proof, a file is not.
error-reading-photo-large = The photo is over 20 MB. Send it compressed.
error-readings-nothing-entered = Nothing is entered yet.
error-readings-no-history = A chart needs two readings at least.

# Staff: windows and export
meters-windows-title = <b>🗓 Terms of readings</b>
meters-windows-choose = Choose a provider.
meters-windows-provider = <b>🗓 { $provider }</b>
meters-windows-open = 🟢 Readings for { $period } are taken.
meters-windows-soft = 🟡 The term is over, readings go to { $period }.
meters-windows-closed = 🔴 Readings are not taken, again from { $day }.
meters-windows-usual = No term is set: the usual one, from the 10th to the 25th.
meters-windows-rule = • from { $from } to { $to }, { $mode }
    { $place }; { $resource }; in force since { $since }
meters-windows-extension = 📅 { $period } is kept open until { $until }: { $place }
meters-windows-waiting = Readings waiting for export: { $count }
meters-window-every-house = Every house
meters-window-every-resource = Every resource
meters-window-mode-closed = within the term only
meters-window-mode-soft = on any day
meters-window-button-extend = 📅 Extend the term
meters-window-button-set = ✏️ Change the term
meters-window-button-export = 📤 Export readings
meters-window-button-windows = 🗓 Terms
meters-window-button-extend-now = Extend and tell
meters-window-choose-house = For which house?
meters-window-no-houses = There are no houses in the books: one term for all.
meters-window-ask-resource = <b>{ $provider }</b>, { $place }
    For which resource is the term?
meters-window-help-resource = A term can be for every resource or for one: then it goes before the common one.
meters-window-ask-days = From which to which day are readings taken?
    Example: <code>10-25</code>
meters-window-help-days = Two numbers from 1 to 31. When the second is smaller, the term ends in the next month: 25-3. Shorter months take their last day.
meters-window-ask-mode = What about other days?
meters-window-help-mode = “Within the term only”: other days are refused. “On any day”: they are taken and go into the next bill.
meters-window-ask-since = Since when?
meters-window-since-now = Since this month
meters-window-since-next = Since the next month
meters-window-help-since = A term that is open now may close at once by the new days. To surprise nobody, choose the next month.
meters-window-review = <b>{ $provider }</b>
    { $place }; { $resource }
    from { $from } to { $to }, { $mode }
    { $since }
meters-window-crosses = The term ends in the next month; readings count for the month in which it opened.
meters-window-set = ✅ The term is set.
meters-window-ask-until = <b>{ $provider }</b>, { $place }
    Readings for { $period } are taken until { $usual }. Until which day shall it be longer? Before { $next }, when the next term opens.
    Example: <code>{ $example }</code>
meters-window-help-until = The last day on which readings can be sent. Whoever has not sent them yet is told by the bot.
meters-window-extend-review = <b>{ $provider }</b>, { $place }
    Readings for { $period } are taken until { $until }. Residents who have not sent theirs get a message.
meters-window-extended-done = ✅ Readings are taken until { $until }. The message goes to: { $told }.
meters-export-title = <b>📤 Readings: { $provider }</b>
meters-export-none = No exports yet.
meters-export-row = No. { $batch } · { $day } · readings { $count }
meters-export-made = ✅ Export No. { $batch } is ready: readings { $count }{ $replacements ->
    [0] {""}
   *[other] {", "}meter replacements { $replacements }
}. The residents are told.
meters-export-button-new = Export new ones
meters-export-button-file = No. { $batch } { $format }
meters-export-csv = CSV
meters-export-xlsx = Excel
meters-export-blocks = blocks
meters-export-caption = Readings, export No. { $batch }
error-window-days-wrong = Two numbers from 1 to 31 are needed. Example: <code>10-25</code>
error-window-date-wrong = Enter a date. Example: <code>30.11.2026</code>
error-extension-day-wrong = A day later than { $usual } and before { $next } is needed.
error-building-not-found = This provider has no such house.
error-readings-nothing-to-export = There are no new readings to export.
error-reading-export-not-found = There is no such export.
meters-button-caller = ☎️ Readings told on the phone
meters-caller-ask = <b>{ $provider }</b>
    Which account number does the caller have?
    Example: <code>1234567890</code>
meters-caller-help = The readings are kept with a note that staff entered them. First make sure who is calling: ask for the code word.
meters-caller-found = Account <code>{ $number }</code> is found.
meters-enter-title-staff = <b>☎️ Readings told on the phone: { $account }</b>
meters-help-entry-staff = Ask for the digits of the meter and type them with a comma or a point. Any order: choose the meter by its button. All at once works too: “cold 123.4 hot 56”.
meters-help-confirm-staff = An unusual reading. Ask the caller to read the digits once more and answer by a button. Nothing is written yet.
meters-guess-none-staff = Ask the caller to read the digits once more. Is it right?
meters-done-title-staff = <b>✅ Readings are written as told on the phone: { $account }</b>
meters-done-taken-what-staff = What you typed for this meter was not saved. If the caller's value is right, open the form again and correct it.
meters-done-correct-staff = Tell the caller the number: the reading is found by it. It can be corrected until the term ends.
