# Meters of an account in the hands of the staff: add, mend, replace, take away.

meters-desk-title = <b>🔢 Meters</b>
meters-desk-account = { $provider }, <code>{ $number }</code>
    { $place }
meters-desk-flat = flat { $flat }
meters-desk-none = This account has no meters yet. Add the first one, and the resident can send readings.
meters-desk-gone = <b>Taken away</b>
meters-desk-gone-line = ▪️ { $meter }, removed { $day }
meters-desk-gone-caption = ▪️ No. { $serial }
meters-desk-dial = Digits: { $digits } before the point, { $decimals } after
meters-desk-dial-short = { $digits } and { $decimals }
meters-desk-installed = Installed: { $day }
meters-desk-next-passed = ⚠️ The verification ended: { $day }
meters-desk-replaces = In the place of No. { $serial }
meters-desk-replaced = In its place now: No. { $serial }
meters-desk-removed = ▪️ Removed { $day }, the last value is not known
meters-desk-removed-final = ▪️ Removed { $day } at <b>{ $values }</b>
meters-desk-readings = <b>Latest readings</b>
meters-desk-reading = { $month }: <b>{ $values }</b> · { $source }{ $mark }
meters-desk-reason = ❌ Reason: { $reason }
meters-desk-photo = 📷 { $meter }
    { $values } for { $period }, No. <code>{ $number }</code>
meters-source-resident = resident
meters-source-operator = staff
meters-source-import = from a file
meters-source-estimate = by the average
meters-source-automatic = the meter itself

meters-desk-button-add = ➕ Add a meter
meters-desk-button-serial = ✏️ Number
meters-desk-button-place = ✏️ Place
meters-desk-button-dial = ✏️ Digits
meters-desk-button-verified = ✏️ Verified
meters-desk-button-next = ✏️ Verified until
meters-desk-button-removed = ✏️ Day of removal
meters-desk-button-final = ✏️ Last value
meters-desk-button-initial = ✏️ First value
meters-desk-button-automatic = 📡 Sends by itself
meters-desk-button-manual = ✍️ Resident sends
meters-desk-button-replace = 🔁 Replace
meters-desk-button-remove = 🗑 Remove
meters-desk-button-remove-now = Remove and tell
meters-desk-button-restore = ↩️ Put back
meters-desk-button-photo = 📷 { $month }
meters-desk-button-card = 🔢 To the meter
meters-desk-button-list = 🔢 All meters

# The meter that goes
meters-desk-ask-removed = <b>{ $meter }</b>
    When was it removed? Press “Today” or enter a day.
    Example: <code>{ $example }</code>
meters-desk-today = Today
meters-desk-help-removed = The day in the act. A removed meter has no readings after this day, and it cannot go before the last one sent.
meters-desk-ask-final = <b>{ $meter }</b>
    What did it show when it was removed? Last known: { $last }.
    Example: <code>{ $example }</code>
meters-desk-ask-final-zones = <b>{ $meter }</b>
    What did it show when it was removed? Enter the { $zones } tariffs with spaces between. Last known: { $last }.
    Example: <code>{ $example }</code>
meters-desk-help-final = The value in the act. The month of the change is counted by it. If nobody wrote it down, skip this.

# The meter that comes
meters-desk-ask-resource = <b>{ $account }</b>
    What does the new meter count?
meters-desk-help-resource = Choose by a button. It cannot be changed later: the meter will have a history.
meters-desk-ask-zones = How many tariffs does it have?
meters-desk-help-zones = One tariff is one value for the whole day. Two are day and night, three have half-peak too.
meters-desk-ask-serial = The number on the meter's body?
    Example: <code>12-345678</code>
meters-desk-ask-serial-new = The number on the new meter's body?
    Example: <code>12-345678</code>
meters-desk-help-serial = The factory number, up to 40 characters, as on the body or in the passport. The accounting knows the meter by it.
meters-desk-ask-place = Where is it?
    Example: <code>Kitchen</code>
meters-desk-help-place = The place tells two alike meters apart. Up to 40 characters; may be skipped.
meters-desk-ask-dial = How many digits are on the dial: before the point and after it?
    Example: <code>5 3</code>
meters-desk-dial-usual = Usual: { $digits } and { $decimals }
meters-desk-help-dial = Black digits are before the point, red ones after it. By them the bot notices an extra digit and the turn past zero.
meters-desk-ask-initial = What does it show now?
    Example: <code>0</code>
meters-desk-ask-initial-zones = What does it show now? Enter the { $zones } tariffs with spaces between.
    Example: <code>0 0</code>
meters-desk-initial-zero = From zero
meters-desk-help-initial = Consumption begins with this value. If nobody wrote it down, skip this: it begins with the second reading then.
meters-desk-ask-next = Until which day is it verified?
    Example: <code>15.11.2032</code>
meters-desk-help-next = The date of the next verification, from the passport. The bot reminds the resident a month before it.
meters-desk-unknown = not known

meters-desk-review-add = <b>New meter: { $account }</b>
meters-desk-review-replace = <b>A meter is replaced: { $account }</b>
meters-desk-review-remove = <b>Remove a meter: { $account }</b>
meters-desk-review-old = ▪️ Goes: <b>{ $meter }</b>
    { $day }, value { $values }
meters-desk-review-new = ▫️ Comes: <b>{ $resource }, No. { $serial }</b>
meters-desk-review-doubt = ⚠️ Unusual consumption. Check it against the act.
meters-desk-review-told = The residents of this flat get a message. Press “Save”.
meters-desk-review-gone = It will take no more readings, its history stays. The residents of this flat get a message.
meters-desk-added-done = ✅ Meter No. { $serial } is added. The residents are told.
meters-desk-replaced-done = ✅ The meter is replaced, the new one is No. { $serial }. The residents are told.
meters-desk-removed-done = ✅ Removed: { $meter }. The residents are told.
meters-desk-restored = ↩️ The meter is back in its place
meters-desk-automatic-set = 📡 It sends its readings by itself now
meters-desk-manual-set = ✍️ The resident sends the readings now
meters-desk-edited = ✅ Changed: { $meter }

meters-desk-empty = Remove
meters-desk-edit-serial = <b>{ $meter }</b>
    Now: { $current }. Which number is right?
    Example: <code>12-345678</code>
meters-desk-edit-place = <b>{ $meter }</b>
    Now: { $current }. Where is it?
    Example: <code>Kitchen</code>
meters-desk-edit-dial = <b>{ $meter }</b>
    Now: { $current }. How many digits before the point and after it?
    Example: <code>5 3</code>
meters-desk-edit-verified = <b>{ $meter }</b>
    Now: { $current }. When was it verified?
    Example: <code>15.11.2026</code>
meters-desk-edit-next = <b>{ $meter }</b>
    Now: { $current }. Until which day is it verified?
    Example: <code>15.11.2032</code>
meters-desk-help-verified = The day of the last verification, from the act or the passport.

# Messages to residents
meters-changed-added = 🔢 A meter is added: { $meter }, { $account }
    You can send its readings here now.
meters-changed-replaced = 🔁 A meter is replaced: { $account }
    The new one: { $meter }. Send the readings of the new one.
meters-changed-replaced-from = It begins with { $values }.
meters-changed-replaced-old = The former No. { $serial } was removed { $day }.
meters-changed-replaced-old-final = The former No. { $serial } was removed { $day } at { $values }.
meters-changed-removed = ▪️ A meter is removed: { $meter }, { $account }
    Its readings need not be sent any more.
meters-changed-restored = 🔢 A meter is back in the list: { $meter }, { $account }
    Its readings are taken again.
meters-changed-verified = ✅ A meter is verified: { $meter }, { $account }
    Next verification: { $day }.
meters-changed-automatic = 📡 A meter sends its readings by itself: { $meter }, { $account }
    You need not enter them any more.
meters-changed-manual = ✍️ You send the readings again: { $meter }, { $account }
meters-changed-wrong = If this is a mistake, call the contact centre.

meters-card-replaces = In the place of No. { $serial }, removed { $day }
meters-card-replaces-final = In the place of No. { $serial }, removed { $day } at { $values }
meters-button-history-old = 📜 Former No. { $serial }

error-meter-serial-wrong = Enter the meter's number, up to 40 characters. Example: <code>12-345678</code>
error-meter-place-wrong = A place has from 1 to { $max } characters. For example: Kitchen.
error-meter-zones-wrong = There are 1 to 3 tariffs. Choose by a button.
error-meter-dial-wrong = Enter two numbers: digits before the point (1 to 10) and after it (up to 4). Example: <code>5 3</code>
error-meter-dial-short = The history has readings longer than { $digits } digits. Check the dial.
error-meter-date-wrong = Enter the date like this: 20.11.2026
error-meter-date-future = This day has not come yet. Enter today or a day before.
error-meter-removed-before = The last reading was sent on { $day }: the meter cannot be removed before that day.
error-meter-verification-order = The next verification must be later than the last one.
error-meter-exists = This account has meter No. { $serial } already. Check the number.
error-meter-taken-away = This meter is removed already.
error-meter-was-replaced = Another meter is in its place. Remove the new one first.
error-reading-no-photo = There is no photo with this reading.
