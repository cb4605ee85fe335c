# Первый экран, условия и согласие, регистрация, настройки.

residents-start-title = <b>🏠 Личный кабинет жителя</b>
residents-start-company = <b>🏠 { $name } — личный кабинет жителя</b>
residents-slogan = <i>{ $text }</i>
residents-run-by = Бот ведёт: { $companies }.
residents-start-phone = 📞 { $phone }
residents-start-what = Счета и оплата, показания счётчиков, заявки и объявления — в этом чате.
residents-never-asks = 🛡 Бот <b>никогда</b> не спрашивает паспорт, СНИЛС, данные карты и коды из банка. Если спрашивают от нашего имени — это мошенники.
residents-button-continue = Продолжить
residents-button-phones = 🚨 Телефоны и часы работы
residents-button-help = ☎️ Помощь
residents-language-ru = 🌐 Русский
residents-language-en = 🌐 English
residents-choose-language = Выберите язык · Choose a language
residents-language-changed = Язык: русский

residents-document-renewed = ❗️ Текст обновился. Чтобы продолжить, примите новую версию. Ваши данные на месте.
residents-terms = <b>Шаг 1 из 2. Условия использования</b>
  Версия { $version } от { $date }.

  Коротко: пользоваться можно бесплатно; комиссия видна до оплаты; данные карты вводят только на странице платёжного сервиса; заявка в боте не заменяет звонок в аварийную службу.
residents-consent = <b>Шаг 2 из 2. Согласие на обработку персональных данных</b>
  Версия { $version } от { $date }.

  Коротко: имя, телефон и лицевые счета нужны, чтобы вести ваш кабинет. Паспорт, СНИЛС и данные карт не собираются. Согласие можно отозвать в любой момент.
residents-button-read = 📄 Прочитать текст
residents-button-accept = Принимаю условия
residents-button-consent = Даю согласие
residents-button-decline = Не согласен
residents-button-back-to-accept = К решению
residents-document-title = <b>{ $title }</b>
  Версия { $version }
residents-declined = Хорошо, бот ничего о вас не хранит.

  Без регистрации работают телефоны аварийных служб, часы работы и ответы на вопросы. Счета, оплата и показания без согласия недоступны: для них нужно знать, кто вы. Передумаете — нажмите «Назад».
error-document-outdated = Этот текст обновился. Откройте /start, чтобы увидеть новую версию.

residents-registration-needed = Осталось зарегистрироваться: телефон, имя, фамилия и кодовое слово. Это займёт минуту.
residents-button-register-now = Зарегистрироваться
residents-blocked = <b>🔒 Доступ в личный кабинет закрыт</b>
  Сообщения не приходят, списания по картам остановлены. Чтобы открыть доступ, позвоните и назовите кодовое слово.

# Регистрация
residents-ask-phone = <b>Ваш телефон</b>
  Нажмите кнопку «📱 Отправить мой номер» внизу. Если нужен другой номер, напишите его, например +7 916 123-45-67: придёт СМС с кодом.
residents-ask-phone-contact = <b>Ваш телефон</b>
  Нажмите кнопку «📱 Отправить мой номер» внизу: Telegram передаст номер вашего аккаунта.
residents-button-contact = 📱 Отправить мой номер
residents-help-phone = По телефону контакт-центр узнаёт вас, по нему можно вернуть доступ. Рекламы на него не будет. Номер из Telegram подтверждать не нужно, другой подтверждается кодом из СМС.
residents-ask-sms-code = <b>Код из СМС</b>
  Код из 6 цифр отправлен на { $phone }. Введите его, например 123456. Он действует 10 минут, попыток — 5. Новый код можно получить через минуту.
residents-help-sms-code = Код подтверждает, что номер ваш. Он нужен только этому боту: код из СМС банка сюда не вводите. Код не пришёл — подождите минуту и нажмите «Отправить ещё раз» или позвоните в контакт-центр.
residents-button-send-again = 🔁 Отправить ещё раз
residents-button-other-phone = ‹ Другой номер
residents-button-other-email = ‹ Другой адрес
residents-code-sent-again = Отправили новый код. Прежний больше не действует.
residents-sms = { $code } — код для личного кабинета жителя. Никому его не сообщайте.

residents-ask-first-name = <b>Имя</b>
  Как вас зовут? Например: Иван
residents-help-first-name = Так бот будет к вам обращаться. Если вы плательщик, пишите как в квитанции.
residents-ask-last-name = <b>Фамилия</b>
  Например: Иванов
residents-help-last-name = По фамилии и номеру квартиры можно подтвердить лицевой счёт, поэтому пишите её как в квитанции.
residents-ask-code-word = <b>Кодовое слово</b>
  Придумайте слово, которое назовёте оператору по телефону, от 3 букв. Например, девичья фамилия бабушки. Большие буквы, пробелы и «ё» не важны.

  Сообщение со словом бот удалит из чата.
residents-help-code-word = По этому слову оператор узнаёт вас по телефону. Хранится в необратимом виде: прочитать его нельзя, можно только заменить. Не берите пароль от почты или банка.
residents-ask-email = <b>Электронная почта</b>
  Необязательно. На неё можно получать чеки и справки. Например: ivanov@mail.ru
residents-help-email = Почта нужна для чеков, справок и пин-кодов. Без неё всё приходит в этот чат. Добавить её можно и позже.
residents-ask-email-code = <b>Код из письма</b>
  Письмо отправлено на { $email }. Введите 6 цифр из него или откройте ссылку из письма на этом же телефоне.
residents-help-email-code = Код или ссылка подтверждают, что почта ваша. Письма нет — проверьте папку «Спам», подождите минуту и нажмите «Отправить ещё раз». Шаг можно пропустить.
residents-email-subject = { $code } — код для личного кабинета жителя
residents-email-text =
  Здравствуйте!

  Код подтверждения почты: { $code }
  Он действует 10 минут.

  Или откройте ссылку в Telegram (действует час):
  { $link }

  Если вы этого не просили, просто удалите это письмо.

residents-register-review = <b>Проверьте данные</b>

  Телефон: { $phone }
  Имя: { $firstName }
  Фамилия: { $lastName }
  Кодовое слово: задано
  Почта: { $email ->
    [none] не указана
   *[other] { $email }
  }
residents-button-register = Зарегистрироваться
residents-edit-phone = Изменить телефон
residents-edit-first-name = Изменить имя
residents-edit-last-name = Изменить фамилию
residents-edit-code-word = Изменить кодовое слово
residents-edit-email = Изменить почту
residents-welcome = <b>Добро пожаловать в Ваш Личный кабинет!</b>
  { $firstName }, регистрация завершена. Теперь можно добавить лицевой счёт или сразу оплатить по номеру из квитанции.{ $contacts ->
    [none] { "" }
   *[other] { "\u000A" }
  { $contacts }
  }
residents-button-link = ➕ Добавить лицевой счёт
residents-button-pay = 💳 Оплатить без добавления

error-contact-not-own = Это чужой контакт. Нажмите кнопку «📱 Отправить мой номер» внизу, чтобы отправить свой.
error-contact-expected = Нажмите кнопку «📱 Отправить мой номер» внизу. Если её не видно, нажмите на значок клавиатуры рядом со строкой ввода.
error-phone-not-a-number = Не похоже на номер телефона. Пример: +7 916 123-45-67.
error-phone-too-short = В номере не хватает цифр. Пример: +7 916 123-45-67.
error-phone-too-long = В номере лишние цифры. Пример: +7 916 123-45-67.
error-phone-wrong = Такого номера не бывает. Проверьте цифры. Пример: +7 916 123-45-67.
error-phone-not-mobile = На городской номер СМС не придёт. Введите мобильный, например +7 916 123-45-67.
error-phone-taken = Этот номер уже занят в другом личном кабинете. Если он ваш, нажмите /start → «🔑 Войти в свой кабинет» или позвоните в контакт-центр.{ $contacts ->
    [none] { "" }
   *[other] { " " }{ $contacts }
  }
error-phone-not-proved = Номер ещё не подтверждён. Отправьте его ещё раз.
error-email-not-proved = Почта ещё не подтверждена. Введите адрес ещё раз или пропустите шаг.
error-already-registered = Вы уже зарегистрированы. Откройте /menu.
error-resident-not-found = Личный кабинет закрыт. Откройте /start.
error-name-empty = Напишите хотя бы одну букву.
error-name-too-long = Слишком длинно: не больше { $max } знаков.
error-name-not-letters = Здесь только буквы, дефис и пробел. Например: Анна-Мария.
error-name-mixed-scripts = В слове смешаны русские и латинские буквы. Введите его одними.
error-code-word-too-short = Слишком коротко: от { $min } букв или цифр.
error-code-word-too-long = Слишком длинно: не больше { $max } знаков.
error-code-word-not-text = Такое по телефону не назвать. Придумайте слово из букв.
error-code-word-forwarded = Пересланное сообщение читали и другие. Напишите слово сами.
error-email-wrong-form = Не похоже на адрес почты. Пример: ivanov@mail.ru.
error-email-too-long = Слишком длинный адрес. Проверьте, не попало ли в него лишнее.
error-code-format = Код — это { $digits } цифр, например 123456.
error-challenge-wrong = Код не подошёл. { $left ->
    [one] Осталась { $left } попытка.
    [few] Осталось { $left } попытки.
   *[other] Осталось { $left } попыток.
  }
error-challenge-exhausted = Попытки закончились, этот код больше не действует. Нажмите «Отправить ещё раз».
error-challenge-over = Этот код больше не действует. Нажмите «Отправить ещё раз».
error-challenge-link = Эта ссылка больше не действует или предназначена для другой формы. Откройте /menu и начните заново.
error-challenge-too-soon = Новый код можно получить через { $seconds ->
    [one] { $seconds } секунду
    [few] { $seconds } секунды
   *[other] { $seconds } секунд
  }.
error-challenge-limit = Отправлено слишком много кодов. Попробуйте через { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[other] { $minutes } минут
  } или позвоните в контакт-центр.
error-challenge-not-sent = Код не ушёл: служба отправки не отвечает. Это не ваша ошибка и не считается попыткой. Повторите через минуту.
error-challenge-target = Туда отправить не получилось: проверьте, нет ли ошибки в номере или адресе.
error-challenge-no-gateway = Отправка кодов сейчас отключена. Позвоните в контакт-центр.

# Настройки
residents-settings = <b>⚙️ Настройки</b>
  Личные данные, язык, принятые документы.

  Ваш номер в Telegram: <code>{ $id }</code>. По нему дают роль сотруднику.
residents-button-profile = 👤 Личные данные
residents-button-language = 🌐 Язык · Language
residents-button-documents = 📄 Условия и согласие
residents-accepted = <b>📄 Что вы приняли</b>
residents-accepted-document = <b>{ $title }</b>
  Версия { $version }, принято { $at }
error-language-unknown = Такого языка у бота нет. Выберите русский или английский: /language.

# Отзыв согласия и удаление данных
residents-button-delete = 🗑 Удалить мои данные
residents-button-withdraw = 🗑 Отозвать согласие
residents-button-stop-promotions = 🚫 Отозвать согласие на рекламу
residents-promotions-stopped = Согласие на рекламу отозвано. Рекламы больше не будет.
residents-withdraw-hint = Согласие на обработку данных можно отозвать в любой момент: кабинет закроется, данные удалятся. Согласие на рекламу отзывается отдельно, кабинет при этом работает.
residents-delete-title = <b>🗑 Отозвать согласие и удалить данные</b>
  Без согласия бот не может вести ваш кабинет, поэтому он закроется. Вернуть удалённое нельзя, но прийти заново — можно.
residents-delete-goes = <b>Будет удалено сразу</b>
residents-delete-person = • имя, телефон, почта, кодовое слово и всё остальное из профиля
residents-delete-visitor = • отметка о том, что вы приняли условия, и выбранный язык
residents-delete-links = • { $count ->
    [one] { $count } добавленный лицевой счёт
    [few] { $count } добавленных лицевых счёта
   *[other] { $count } добавленных лицевых счетов
  } (в компании счёт остаётся)
residents-delete-shares = • доступ близких, который открыли вы: { $count }
residents-delete-cards = • сохранённые карты: { $count }
residents-delete-templates = • шаблоны оплаты: { $count }
residents-delete-applications = • поданные заявления на пин-код: { $count }
residents-delete-messages = • уведомления, файлы и недозаполненные формы
residents-delete-stays = <b>Останется без связи с вами</b>
residents-delete-payments = • платежи и чеки: { $count }. Их обязана хранить бухгалтерия; имени и телефона в них не будет
residents-delete-readings = • показания счётчиков: { $count }. По ним считали квартиру
residents-delete-tickets = • журнал заявок: { $count }. Только номер, тема, дом и даты — без текста, файлов и вас
residents-delete-staff = • ваша роль сотрудника и номер Telegram для неё. Роль снимает администратор
residents-delete-unfinished = <b>Не закончено</b>
residents-delete-invoice = • оплата № { $number } на { $sum } будет отменена
residents-delete-payable = • оплата № { $number } на { $sum } уже у платёжной системы. Если она пройдёт, деньги дойдут до компании, но чек сюда не придёт
residents-delete-open-tickets = • { $count ->
    [one] открытая заявка № { $numbers } будет отменена
   *[other] открытые заявки будут отменены ({ $count }): { $numbers }
  }
residents-delete-ask = Чтобы у вас остались свои чеки и история, сначала выгрузите их. Сообщения в этом чате бот удалить не может: очистите его сами.

  Кнопка действует { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[other] { $minutes } минут
  }.
residents-delete-running = ⏳ Прямо сейчас идёт оплата № { $number }: банк списывает деньги. Дождитесь ответа, обычно это не дольше 15 минут, и откройте этот экран снова.
residents-button-delete-confirm = Удалить всё навсегда
residents-button-delete-again = 🔄 Проверить ещё раз
residents-button-delete-keep = Оставить как есть
residents-deleted = <b>Готово: согласие отозвано, данные удалены</b>
  Бот больше не знает, кто вы, и ничего не пришлёт. Переписку в этом чате можно очистить самому. Захотите вернуться — начните сначала.
residents-deleted-staff = Роль сотрудника осталась: рабочие разделы открывает /menu.
residents-button-begin-anew = В начало
residents-told-deleted = <b>👤 Житель закрыл кабинет</b>
  Согласие на обработку данных отозвано, данные удалены. Отвязано лицевых счетов: { $accounts }.{ $tickets ->
    [none] { "" }
   *[other] { "\u000A" }Отменены заявки: { $tickets }.
  }{ $payable ->
    [none] { "" }
   *[other] { "\u000A" }Ещё могут пройти оплаты: { $payable }. Они зачтутся лицевому счёту как обычно.
  }
error-delete-payment-running = Сейчас идёт оплата № { $number }. Дождитесь ответа банка (обычно до 15 минут) и попробуйте снова.

# Личные данные
residents-profile = <b>👤 Личные данные</b>

  { $name }
  Телефон: { $phoneState ->
    [none] не указан
    [no] { $phone } (не подтверждён)
   *[yes] { $phone }
  }
  Почта: { $emailState ->
    [none] не указана
    [no] { $email } (не подтверждена)
   *[yes] { $email }
  }
  Кодовое слово: { $codeWord ->
    [none] не задано
   *[other] задано
  }
  Основной счёт: { $account ->
    [none] не выбран
   *[other] { $account }
  }
  В личном кабинете с { $since }
residents-button-edit-name = ✏️ Имя
residents-button-edit-phone = 📱 Телефон
residents-button-edit-email = ✉️ Почта
residents-button-edit-code-word = 🔐 Кодовое слово
residents-button-default-account = 🏠 Основной счёт
residents-button-details = 📝 Ещё о себе
residents-button-save = 💾 Сохранить
residents-button-clear = 🗑 Убрать
residents-edit-patronymic = Изменить отчество
residents-ask-patronymic = <b>Отчество</b>
  Необязательно. Например: Иванович
residents-help-patronymic = Так к вам обратятся в контакт-центре. Если отчества нет или называть его не хочется, нажмите «Пропустить».
residents-name-review = <b>Проверьте имя</b>

  { $name }
residents-name-changed = ✅ Имя сохранено. Приятно познакомиться, { $firstName }!
residents-phone-changed = ✅ Теперь ваш телефон — { $phone }.{ $told ->
    [yes] { " " }На прежний номер мы отправили сообщение о замене.
   *[no] { "" }
  }
residents-email = <b>✉️ Почта</b>
  { $email }, подтверждена. Сюда приходят чеки, справки и письма, которые вы включили в уведомлениях.
residents-email-changed = ✅ Почта { $email } подтверждена. Какие письма на неё присылать, выберите в уведомлениях.
residents-email-remove = Убрать почту { $email }? Письма на неё больше не придут, чеки и пин-коды будут приходить в этот чат и по СМС. На этот адрес придёт последнее письмо — о том, что он убран.
residents-button-email-remove = 🗑 Убрать почту
residents-email-removed = ✅ Почта убрана.
residents-ask-way = <b>Новое кодовое слово</b>
  Сначала убедимся, что это вы. Куда прислать код?
residents-help-way = Кодовое слово открывает кабинет по телефону, поэтому поменять его может только тот, у кого ваш телефон или почта. Прежнее слово помнить не нужно.
residents-button-way-sms = СМС на { $to }
residents-button-way-email = Письмо на { $to }
residents-button-other-way = ‹ Другой способ
residents-ask-way-code = <b>Введите код</b>
  Код из 6 цифр отправлен на { $to }. Он действует 10 минут, попыток — 5.
residents-help-way-code = Код нужен только этому боту: код из СМС банка сюда не вводите. Не пришёл — подождите минуту и нажмите «Отправить ещё раз».
residents-ask-own-phone = <b>Новое кодовое слово</b>
  Сначала убедимся, что это вы. Нажмите кнопку «📱 Отправить мой номер» внизу: он должен совпасть с телефоном в личных данных.
residents-help-own-phone = Кодовое слово открывает кабинет по телефону, поэтому поменять его может только владелец телефона из личных данных.
residents-code-word-changed = ✅ Кодовое слово заменено. Прежнее больше не действует.
residents-default-account = <b>🏠 Основной счёт</b>
  С него начинаются экраны и оплата, по его дому считаются тихие часы. Выберите счёт.
residents-default-none = <b>🏠 Основной счёт</b>
  Выбирать пока не из чего: добавьте лицевой счёт.
residents-default-set = Основной счёт выбран
residents-details = <b>📝 Ещё о себе</b>
  Всё это по желанию: без этих данных работает всё. Нажмите, что хотите указать или убрать.
residents-detail = { $label }: { $value }
residents-detail-empty = не указано
residents-detail-home-phone = Домашний телефон
residents-detail-living-address = Адрес проживания
residents-detail-postal-address = Почтовый адрес
residents-detail-birth-date = Дата рождения
residents-detail-sex = Пол
residents-sex-female = женский
residents-sex-male = мужской
residents-ask-home-phone = <b>Домашний телефон</b>
  По нему можно дозвониться, если мобильный молчит. Например: 8 495 123-45-67
residents-ask-living-address = <b>Адрес проживания</b>
  Если живёте не там, за что платите. Например: Москва, ул. Спортивная, д. 12, кв. 34
residents-ask-postal-address = <b>Почтовый адрес</b>
  Куда присылать бумажные справки. Например: 119048, Москва, ул. Спортивная, д. 12, кв. 34
residents-ask-birth-date = <b>Дата рождения</b>
  Например: 21.03.1985
residents-ask-sex = <b>Пол</b>
  Чтобы правильно к вам обращаться.
residents-help-detail = Это необязательно. Данные видите вы и контакт-центр, рекламы по ним не будет. Убрать их можно здесь же.
residents-detail-saved = ✅ Сохранено.
residents-detail-cleared = ✅ Убрано.
residents-told-changed-subject = Изменение в личном кабинете жителя
residents-told-changed = { $change ->
    [phone] Телефон в личном кабинете жителя заменён на { $now }.
    [email] Почта в личном кабинете жителя заменена на { $now }. Сюда письма больше не придут.
    [moved] В личный кабинет жителя вошли с другого Telegram, на прежнем вход закрыт.
    [email-removed] Эта почта убрана из личного кабинета жителя. Писем больше не будет.
   *[code-word] В личном кабинете жителя заменено кодовое слово.
  }

  Если это сделали не вы, сразу позвоните в контакт-центр{ $contacts ->
    [none] : телефон есть на квитанции.
   *[other] : { $contacts }
  }
residents-told-changed-short = { $change ->
    [phone] Телефон в кабинете жителя заменён на { $now }.
   *[other] В кабинете жителя заменено кодовое слово.
  } Это не вы? Звоните{ $contacts ->
    [none] { " " }в контакт-центр
   *[other] : { $contacts }
  }
error-phone-unchanged = Это и есть ваш телефон. Отправьте другой номер или нажмите «Отмена».
error-email-unchanged = Это и есть ваша почта. Введите другой адрес или нажмите «Отмена».
error-own-phone-other = Этот номер не совпал с телефоном в личных данных. Позвоните в контакт-центр: кодовое слово заменят там.
error-code-word-not-proved = Не получилось убедиться, что это вы. Попробуйте ещё раз или позвоните в контакт-центр.
error-address-wrong = Не похоже на адрес: нужно от { $min } до { $max } знаков. Пример: Москва, ул. Спортивная, д. 12, кв. 34.
error-birth-date-wrong = Не похоже на дату. Пример: 21.03.1985.
error-birth-date-impossible = Проверьте год: личный кабинет — для тех, кому от { $min } до { $max } лет.

# Мои данные файлом
residents-button-export = ⬇️ Мои данные файлом
residents-export-ordered = Собираем архив: всё, что о вас хранится, и PDF счетов и чеков. Пришлём сюда, обычно за несколько минут.
residents-export-working = Архив уже собирается{ $total ->
    [none] { "" }
   *[other] : { $done } из { $total }
  }. Пришлём его сюда.
residents-export-file = moi-dannye.zip
residents-export-ready = <b>⬇️ Ваши данные</b>
  Папка data — всё, что о вас хранится; bills и receipts — счета и чеки в PDF. Не пересылайте файл: по нему о вас известно всё.{ $skipped ->
    [0] { "" }
   *[other] { " " }Не поместилось документов: { $skipped }. Их можно скачать в «🧾 Счета» и «📜 История».
  }{ $unreadable ->
    [0] { "" }
   *[other] { " " }Не удалось прочитать: { $unreadable }, список — в файле NOT-READABLE.txt.
  }
residents-export-readme =
  Ваши данные из личного кабинета жителя.

  data/profile.json — личные данные и подписки
  data/consents.json — что и когда вы приняли
  data/accounts.json — добавленные лицевые счета
  data/bills.json — счета, которые вам видны
  data/payments.json — ваши оплаты
  data/readings.json — показания, которые передали вы
  data/tickets.json — заявки и переписка
  data/applications.json — заявления на пин-код
  data/cards-and-templates.json — сохранённые карты и шаблоны
  data/messages.json — какие сообщения и когда вам отправлены
  bills, receipts — счета и чеки в PDF

  Суммы в рублях, время по Гринвичу. Кодовое слово и коды хранятся в необратимом виде, поэтому их здесь нет.
  Не поместилось документов: { $skipped }.
  Не удалось прочитать: { $unreadable }{ $unreadable ->
    [0] .
   *[other] { " " }(список в NOT-READABLE.txt).
  }
residents-export-unreadable =
  Эти документы записаны прежней версией программы, и прочитать их сейчас не удалось:

  { $files }

  Всё остальное в архиве есть. Копию счёта или чека даст ваша компания; о документах из списка уже записано в журнале ошибок.
error-data-export-too-soon = Архив собирали недавно. Новый можно заказать через { $hours ->
    [one] { $hours } час
    [few] { $hours } часа
   *[other] { $hours } часов
  }; прежний остался в этом чате.

# Выход, блокировка, вход с нового Telegram
residents-button-sign-out = 🚪 Выйти
residents-button-block = 🔒 Блокировка
residents-sign-out = <b>🚪 Выйти на этом Telegram</b>
  Здесь больше не будет ваших данных и сообщений. Кабинет останется: войти в него можно с любого Telegram по телефону и кодовому слову. Не помните слово — сначала замените его в личных данных.
residents-button-sign-out-confirm = Выйти
residents-signed-out = Вы вышли. Сообщения сюда больше не приходят. Чтобы вернуться, понадобятся телефон и кодовое слово.
residents-block = <b>🔒 Закрыть доступ в кабинет</b>
  Если кажется, что им пользуется кто-то чужой. Сразу остановятся вход, сообщения, списания по сохранённым картам и доступ близких; оплата, которую уже начал банк, завершится. Открыть снова сможет только контакт-центр, после кодового слова.
residents-button-block-confirm = Закрыть доступ сейчас
residents-button-recover = 🔑 Войти в свой кабинет
residents-ask-recover-word = <b>Кодовое слово</b>
  Назовите слово, которое придумали при регистрации. Большие буквы, пробелы и «ё» не важны. Сообщение бот удалит.
residents-help-recover-word = Номера телефонов достаются другим людям, поэтому одного номера мало. Забыли слово — позвоните в контакт-центр.
residents-recovered = ✅ С возвращением, { $firstName }! Кабинет теперь на этом Telegram: счета, карты и шаблоны на месте, прежний вход закрыт.
residents-told-moved = 🔒 В ваш личный кабинет вошли с другого Telegram, поэтому здесь вход закрыт. Если это были не вы, сразу позвоните в контакт-центр{ $contacts ->
    [none] : телефон есть на квитанции.
   *[other] : { $contacts }
  }
error-recover-not-found = С этим номером личного кабинета нет. Нажмите /start и зарегистрируйтесь.
error-recover-blocked = Доступ в этот кабинет закрыт. Открыть его может контакт-центр{ $contacts ->
    [none] { "." }
   *[other] : { $contacts }
  }
error-recover-no-word = Кодовое слово в этом кабинете не задано. Доступ перенесёт контакт-центр{ $contacts ->
    [none] { "." }
   *[other] : { $contacts }
  }
error-recover-wrong = Слово не подошло. { $left ->
    [one] Осталась { $left } попытка.
    [few] Осталось { $left } попытки.
   *[other] Осталось { $left } попыток.
  } Забыли — позвоните в контакт-центр.
error-recover-locked = Слишком много неверных слов. Попробуйте через { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[other] { $minutes } минут
  } или позвоните в контакт-центр.
residents-last-visit = Прошлый визит отсюда: { $at }. Это были не вы? Нажмите «🔒 Блокировка».
