# Words shared by all screens.

button-home = 🏠 Menu
button-back = ‹ Back
button-cancel = Cancel
button-skip = Skip
button-help = ?
button-next = ›
button-previous = ‹
# Number of an export or a reconciliation in a caption
numbered = No. { $id }
page-counter = { $page } of { $pages }

failure = Something broke on our side, not yours. We already know about it (code <code>{ $id }</code>). Please try again in a minute.
failure-toast = That did not work. Code { $id }. Please try again in a minute.
error-unknown = That did not work. Try again or open /menu.
button-out-of-date = This button is out of date. Here is a fresh menu.
too-fast = Too fast. Wait { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
  } and try again.
cancelled = Cancelled. Nothing has changed.
nothing-to-cancel = There is nothing to cancel: no form is open.

# Forms
form-contact-received = Number received.
form-button-old = This button belongs to an earlier question. Answer the last one.
form-review-press = Check the details and press a button under the message.
form-already-open = The form is already open: answer the question below.
form-left = The form was closed. You can start it again from the menu.
form-left-kept = You have not finished. What you entered is kept: the button leads back to it.
form-renewed = The bot was updated while you were filling this in. What you entered before is kept; please answer the last question once more.
form-question-lost = The connection to Telegram was lost for a moment. What you entered is kept. If you cannot see the last question, press the button.
form-button-continue = ↩️ Continue
error-draft-completed = Already done: nothing happened a second time.
form-draft-completed = Already done: nothing happened a second time.
form-draft-gone = This form is out of date and closed. Start again from the menu: only what was typed in it is gone.
error-draft-expired = This form is out of date. Start again from the menu.
error-other-input = Please answer with text here.

# A card number in the chat (PRODUCT D7)
card-number-deleted = 🛡 This looks like a bank card number, so the message was deleted and is kept nowhere. The bot never asks for card data: they are entered only on the payment page.
card-number-delete-it = 🛡 This looks like a bank card number. The bot cannot delete the message, so please delete it yourself. We have kept nothing of it. Card data are entered only on the payment page.

# Outside forms
form-keyboard-dropped = Nothing is being filled in now, so the keyboard is gone. The rest is in /menu.
hint-unknown-text = I did not understand. Open the menu or /help.
hint-numbers = If these are readings, say of which meter too: <i>cold 123, hot 45</i>. Or open “Readings”.
hint-unknown-command = There is no such command. The list is in /help.
hint-bill = If this is a bill, an account can be added by its QR code: press the button and send it once more. For a ticket or readings open the menu.
hint-button-bill = 📷 Add an account by the bill
hint-not-text = I cannot use this here. Open the menu or /help.
nobody-known = There is nothing about you here: it was deleted, or the terms are not accepted yet. You can start anew from the screen below.
staff-only = This section is for staff.
maintenance = 🔧 We are working on this part. Please come back a little later: everything you have done is kept.
