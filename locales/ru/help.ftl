# Помощь, телефоны и часы работы.

help-title = <b>☎️ Помощь</b>
  Команды можно набрать или выбрать в меню слева от строки ввода.
help-command = /{ $name } — { $what }
help-never-asks = 🛡 Бот не спрашивает паспорт, СНИЛС, данные карты и коды из банка.
help-button-phones = 🚨 Телефоны и часы работы
help-button-questions = ❓ Вопросы и ответы
help-button-how-to-pay = 💳 Чем оплатить
help-button-about = ℹ️ О сервисе
help-button-help = ☎️ Помощь
help-button-start = ‹ На первый экран

help-contacts-title = <b>🚨 Телефоны и часы работы</b>
  Угроза жизни, пожар, запах газа — звоните <b>112</b>. Заявка в боте звонок не заменяет.
help-no-companies = Телефоны ещё не внесены. Они указаны на бумажной квитанции.
help-company = <b>{ $name }</b>
help-emergency-phone = 🚨 { $name }: { $phone }
help-contact-phone = 📞 Контакт-центр: { $phone }
help-hours = 🕒 { $hours }
help-open-always = 🟢 Работает круглосуточно
help-open-until = 🟢 Сейчас открыто, до { $time }
help-closed-until-time = 🔴 Сейчас закрыто, откроется в { $time }
help-closed-until-day = 🔴 Сейчас закрыто, откроется: { $day }, { $time }
help-closed = 🔴 Сейчас закрыто
help-office = 🏢 { $address }
help-email = ✉️ { $email }
help-website = 🌐 { $url }
help-zone-moscow = Мск
help-centre-line = 📞 Контакт-центр: { $phone }
help-centre-line-hours = 📞 Контакт-центр: { $phone }, { $hours }

help-operator = • { $name }{ $inn ->
    [none] { "" }
   *[other] , ИНН { $inn }
  }{ $address ->
    [none] { "" }
   *[other] , { $address }
  }
help-operator-none = • управляющая компания вашего дома

help-questions = <b>❓ Вопросы и ответы</b>
  Выберите вопрос.
help-no-questions = Здесь пока пусто. Спросите контакт-центр: телефоны — в разделе «Помощь».
help-text-title = <b>{ $title }</b>
error-document-not-found = Этот текст убрали или заменили. Откройте /help заново.
