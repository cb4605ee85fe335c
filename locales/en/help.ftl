# Help, phones and office hours.

help-title = <b>☎️ Help</b>
  Type a command or choose it from the menu beside the message field.
help-command = /{ $name } — { $what }
help-never-asks = 🛡 The bot never asks for a passport, SNILS, card data or bank codes.
help-button-phones = 🚨 Phones and office hours
help-button-questions = ❓ Questions and answers
help-button-how-to-pay = 💳 How to pay
help-button-about = ℹ️ About
help-button-help = ☎️ Help
help-button-start = ‹ To the first screen

help-contacts-title = <b>🚨 Phones and office hours</b>
  Danger to life, fire, smell of gas: call <b>112</b>. A ticket in the bot does not replace a call.
help-no-companies = No phones have been entered yet. They stand on the paper bill.
help-company = <b>{ $name }</b>
help-emergency-phone = 🚨 { $name }: { $phone }
help-contact-phone = 📞 Contact centre: { $phone }
help-hours = 🕒 { $hours }
help-open-always = 🟢 Open round the clock
help-open-until = 🟢 Open now, until { $time }
help-closed-until-time = 🔴 Closed now, opens at { $time }
help-closed-until-day = 🔴 Closed now, opens on { $day } at { $time }
help-closed = 🔴 Closed now
help-office = 🏢 { $address }
help-email = ✉️ { $email }
help-website = 🌐 { $url }
help-zone-moscow = Moscow time
help-centre-line = 📞 Contact centre: { $phone }
help-centre-line-hours = 📞 Contact centre: { $phone }, { $hours }

help-operator = • { $name }{ $inn ->
    [none] { "" }
   *[other] , INN { $inn }
  }{ $address ->
    [none] { "" }
   *[other] , { $address }
  }
help-operator-none = • the management company of your house

help-questions = <b>❓ Questions and answers</b>
  Choose a question.
help-no-questions = Nothing here yet. Ask the contact centre: the phones are in “Help”.
help-text-title = <b>{ $title }</b>
error-document-not-found = This text was removed or replaced. Open /help again.
