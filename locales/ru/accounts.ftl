# Лицевые счета: список, карточка, привязка, подтверждение.

accounts-title = <b>🏠 Лицевые счета</b>
accounts-empty = Нет добавленных лицевых счетов. Добавьте счёт с квитанции, чтобы видеть начисления и платить.
accounts-row = <b>{ $name }</b>{ $star }
    { $provider }, <code>{ $number }</code>
accounts-owed = К оплате: <b>{ $sum }</b>
accounts-overpaid = Переплата { $sum }, платить не нужно.
accounts-nothing-owed = Всё оплачено.
accounts-no-bill = Счетов пока нет: они появятся, когда компания их выставит.
accounts-as-of = <i>По данным на { $date }</i>
accounts-paid-since = Вы оплатили после этой даты: { $sum }

accounts-card-title = <b>🏠 { $name }</b>
accounts-card-number = { $provider }
    Номер: <code>{ $number }</code>
accounts-field = { $label }: { $value }
accounts-field-owner = Собственник
accounts-field-tenant = Наниматель
accounts-field-address = Адрес
accounts-field-area = Площадь
accounts-field-residents = Проживает
accounts-field-company = Компания
accounts-field-phone = Телефон
accounts-field-email = Почта
accounts-field-office = Офис
accounts-area = { $total } м²
accounts-area-living = { $total } м², жилая { $living } м²
accounts-basic = Базовый доступ: виден адрес без подробностей и сумма к оплате.
accounts-basic-can-prove = Базовый доступ: видна только сумма к оплате. Подтвердите, что счёт ваш, и откроются все строки счетов.
accounts-notice = ℹ️ { $notice }

accounts-link-title = <b>Добавить лицевой счёт</b>
accounts-link-why = Лицевой счёт добавляют, чтобы видеть выставленные на него счета и платить в два нажатия. Выберите, кто присылает квитанцию:
accounts-ask-number = <b>{ $provider }</b>
    Введите { $label }, как на квитанции, или пришлите её фото или PDF.
    Пример: <code>{ $example }</code>
accounts-label-account = номер лицевого счёта
accounts-label-payment_code = платёжный код
accounts-label-contract = номер договора
accounts-label-uin = УИН
accounts-label-phone = номер телефона
accounts-help-number = Номер стоит вверху бумажной квитанции рядом со словами «лицевой счёт» или «л/с». Пробелы можно не убирать. Можно прислать фото или PDF квитанции.
accounts-ask-surname = Чтобы открыть все строки, введите фамилию плательщика, как на квитанции.
    Пример: <code>Иванов</code>
accounts-help-surname = Фамилия нужна, чтобы счёт не увидел посторонний. Она сравнивается с квитанцией и никому не показывается.
accounts-ask-flat = Введите номер квартиры.
    Пример: <code>12</code>
accounts-help-flat = Номер квартиры с квитанции, можно с буквой: 12а. Если помещение без номера, введите 0.
accounts-ask-name = Номер <code>{ $number }</code> найден.
    Адрес: { $address }

    Как назвать этот счёт у себя? Например: <code>Центральная 5-1</code>
accounts-no-address = не показываем до подтверждения
accounts-help-name = Название видите только вы. Оно помогает не путать счета, если их несколько.
accounts-name-home = Дом
accounts-name-parents = Родители
accounts-name-dacha = Дача
accounts-linked = ✅ Счёт добавлен: { $provider }, <code>{ $number }</code>
accounts-linked-basic = Сейчас видна сумма к оплате. Подтвердите, что счёт ваш, чтобы видеть каждую строку счёта, историю и показания.
accounts-linked-full = Открыт полный доступ: все строки счетов и история.
accounts-proved = ✅ Подтверждено: { $provider }, <code>{ $number }</code>. Теперь видны все строки счетов и история.

accounts-button-add = ➕ Добавить лицевой счёт
accounts-button-prove = 🔓 Открыть полный доступ
accounts-button-bills = 🧾 Счета
accounts-button-pay = 💳 Оплатить
accounts-button-card = Карточка счёта
accounts-button-copy = 📋 Скопировать номер
accounts-button-link-another = ➕ Добавить ещё

error-provider-not-found = Этот поставщик сейчас недоступен. Выберите другого из списка.
error-number-not-text = Введите номер цифрами, как на квитанции, или пришлите её фото.
error-number-wrong-form = Номер не похож на номер этого поставщика. Пример: <code>{ $example }</code>. Проверьте квитанцию и введите ещё раз.
error-account-not-found = Такого номера у этого поставщика нет. Проверьте цифры и поставщика на квитанции или позвоните в контакт-центр.
error-account-already-linked = Этот счёт у вас уже добавлен. Он в разделе «🏠 Лицевые счета».
error-number-limit = За сутки можно проверить не больше { $limit } разных номеров. Попробуйте завтра или позвоните в контакт-центр.
error-proof-wrong = Данные не совпали. Проверьте их и попробуйте ещё раз. Осталось попыток: { $left }.
error-proof-locked = Слишком много неверных попыток. Попробуйте через { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[other] { $minutes } минут
  } или позвоните в контакт-центр.
error-proof-locked-long = Слишком много неверных попыток. Попробуйте через { $hours ->
    [one] { $hours } час
    [few] { $hours } часа
   *[other] { $hours } часов
  } или позвоните в контакт-центр.
error-proof-not-offered = Этот поставщик так счёт не подтверждает. Выберите другой способ или позвоните в контакт-центр.
error-already-full = По этому счёту уже открыт полный доступ.
error-link-not-found = Этого счёта нет среди ваших. Откройте список заново: /accounts
error-surname-wrong-form = Введите фамилию буквами, как на квитанции. Пример: Иванов.
error-flat-wrong-form = Введите номер квартиры. Пример: 12 или 12а.
error-account-name-wrong = Название от 1 до { $max } знаков. Например: Дом.

# Поиск поставщика
accounts-choose-provider = Выберите, кто присылает квитанцию:
accounts-button-by-bill = 📷 По фото квитанции
accounts-button-search = 🔎 Найти по названию
accounts-button-all = Показать всех
accounts-button-search-again = 🔎 Искать ещё
accounts-ask-search = Введите название компании или его часть: можно с опечаткой, старое название или латиницей.
    Пример: <code>запад</code>
accounts-help-search = Ищем по всем названиям: полному, короткому, прежнему и латиницей. Опечатки прощаются.
accounts-search-found = По словам «{ $query }» нашлось:
accounts-search-more = По словам «{ $query }» нашлось много, вот самые похожие. Уточните название, если нужного нет.

# Квитанция
accounts-ask-bill = Пришлите фото или PDF квитанции целиком: по QR-коду на ней найдём поставщика и номер.
accounts-ask-bill-proof = Пришлите фото или PDF последней квитанции: сверим её QR-код со счётом компании.
accounts-help-bill = Нужен QR-код для оплаты с бумажной квитанции. Снимите его ровно, при хорошем свете. Файл до 10 МБ: JPEG, PNG или PDF.
accounts-doubtful-sum = ℹ️ Сумма в QR-коде записана не по правилам: «{ $sum }». Сумму к оплате возьмём из счёта компании.
accounts-sample-title = СЧЁТ НА ОПЛАТУ
accounts-sample-payer = Плательщик: Иванов И. И.
accounts-sample-flat = Адрес: ул. Центральная, д. 5, кв. 1
accounts-sample-here = номер здесь
accounts-sample-qr = QR для оплаты

# Подтверждение
accounts-ask-way = Как подтвердить, что счёт ваш?
accounts-help-way = Подтверждение нужно, чтобы ваши счета не увидел посторонний. Способы выбирает компания; подойдёт любой из них.
accounts-way-surname_flat = Фамилия и квартира
accounts-way-pin = Пин-код от компании
accounts-way-phone = Мой телефон
accounts-way-bill_qr = QR-код квитанции
accounts-ask-pin = Введите пин-код от компании: 6 цифр.
    Пример: <code>012345</code>
accounts-help-pin = Пин-код выдаёт компания: по заявлению здесь, в офисе или по телефону контакт-центра. Он действует 14 дней.
accounts-button-apply = Нет пин-кода? Подать заявление
accounts-ask-phone = Сверим телефон, подтверждённый в боте, с телефоном в книгах компании.
accounts-help-phone = Если компания знает ваш номер, больше ничего не нужно. Номер никому не показывается.
accounts-button-check-phone = Сверить мой телефон
accounts-contacts = По этому счёту компания может связаться с вами: { $contacts }. Если это изменилось, скажите контакт-центру.
accounts-siblings = На эту квартиру и плательщика есть ещё счета. Добавить их можно сразу, без нового подтверждения.
accounts-button-sibling = ➕ { $provider }
accounts-sibling-linked = Счёт добавлен
accounts-linked-basic-only = Сейчас видна сумма к оплате.

# Заявление на пин-код
accounts-ask-applicant-name = Заявление на пин-код. Напишите фамилию, имя и отчество.
    Пример: <code>Иванов Иван Иванович</code>
accounts-ask-applicant-address = Напишите адрес: город, улица, дом.
    Пример: <code>Москва, ул. Центральная, 5</code>
accounts-ask-applicant-contact = Как с вами связаться, если будут вопросы? Телефон или почта.
    Пример: <code>+7 916 123-45-67</code>
accounts-ask-applicant-photo = Если хотите, пришлите фото документа на квартиру: так ответят быстрее. Паспорт не нужен.
accounts-help-application = Сотрудник сверит заявление с книгами компании и пришлёт пин-код. Заявление видят только сотрудники этой компании.
accounts-help-applicant-photo = Фото или файл с документом: договор, выписка, старая квитанция. Можно пропустить.
accounts-button-own-phone = Мой телефон из профиля
accounts-application-sent = ✅ Заявление отправлено. Ответ придёт сюда, а пин-код — по SMS или на почту. Как идут дела, видно в разделе «🏠 Лицевые счета».
accounts-application-waiting = ⏳ Заявление на пин-код от { $date } ждёт ответа: { $provider }, <code>{ $number }</code>
accounts-application-approved = 📨 Пин-код выслан, введите его: { $provider }, <code>{ $number }</code>
accounts-application-rejected = ❌ Заявление отклонено: { $provider }, <code>{ $number }</code>
    Причина: { $reason }
accounts-application-expired = ⌛ Срок заявления или пин-кода вышел: { $provider }, <code>{ $number }</code>
accounts-application-withdrawn = Заявление отозвано
accounts-button-withdraw = Отозвать заявление
accounts-button-enter-pin = 🔑 Ввести пин-код
accounts-button-apply-again = 📄 Подать заявление ещё раз
accounts-button-list = 🏠 Лицевые счета
accounts-told-approved = 📨 Заявление одобрено: { $provider }, <code>{ $number }</code>. { $way ->
    [sms] Пин-код пришёл вам по SMS.
    [email] Пин-код пришёл вам на почту.
   *[staff] Пин-код сообщит сотрудник компании.
  } Введите его здесь.
accounts-told-rejected = ❌ Заявление на пин-код отклонено: { $provider }, <code>{ $number }</code>
    Причина: { $reason }
accounts-pin-message = Пин-код для личного кабинета: { $pin }. Введите его в боте. Никому его не сообщайте.
accounts-pin-subject = Пин-код для личного кабинета

# Другие жители и возражение
accounts-told-another = 👤 Ваш лицевой счёт { $provider }, <code>{ $number }</code> добавил ещё один человек. Доступ: { $level }.
    Если это не ваши близкие, нажмите кнопку: новый доступ закроется, пока компания не разберётся.
accounts-told-share-taken = 👥 { $who } — счёт { $provider }, <code>{ $number }</code> открыт по вашей ссылке. Доступ: { $level }.
    Если ссылка попала не к тому человеку, закройте доступ.
accounts-button-object = ❗️ Это не мои близкие
accounts-objected = Новый доступ к счёту { $provider }, <code>{ $number }</code> закрыт. Компания разберётся; ваш доступ не изменился.
accounts-told-frozen = 🔒 Доступ к счёту { $provider }, <code>{ $number }</code> приостановлен: другой житель возразил. Решит компания; можно позвонить в контакт-центр.
accounts-told-kept = ✅ Компания подтвердила ваш доступ к счёту { $provider }, <code>{ $number }</code>.
accounts-told-revoked = Доступ к счёту { $provider }, <code>{ $number }</code> закрыт по решению компании. Вопросы — в контакт-центр.
accounts-told-owner = 🔑 У счёта { $provider }, <code>{ $number }</code> новый владелец или наниматель: так отметила компания. Доступ к счёту для вас приостановлен; ваши собственные платежи остаются в истории. Если это ошибка, позвоните в контакт-центр.
accounts-told-payer = 🔒 Компания обновила сведения о счёте { $provider }, <code>{ $number }</code>: в них другой плательщик или квартира. Доступ приостановлен, пока компания его не подтвердит. Если счёт по-прежнему ваш, свяжитесь с компанией: { $contact }.
accounts-contact-centre = контакт-центр
accounts-told-held = 🔒 Доступ к счёту { $provider }, <code>{ $number }</code> приостановлен компанией. Чтобы узнать причину, позвоните в контакт-центр.
accounts-frozen = { $count ->
    [one] 🔒 Доступ к { $count } счёту приостановлен до решения компании.
   *[other] 🔒 Доступ к { $count } счетам приостановлен до решения компании.
  }
accounts-level-full = полный
accounts-level-basic = базовый

# Свои счета
accounts-button-manage = ⚙️ Ещё
accounts-button-payments = 📜 Платежи
accounts-button-readings = 🔢 Показания
accounts-button-tickets = 🛠 Заявки
accounts-is-default = ⭐ Счёт по умолчанию: с него начинаются оплата и показания.
accounts-button-rename = ✏️ Переименовать
accounts-button-default = ⭐ Сделать основным
accounts-button-remove = 🗑 Убрать из списка
accounts-button-remove-now = 🗑 Убрать
accounts-button-restore = ↩️ Вернуть
accounts-ask-new-name = Как назвать счёт <code>{ $number }</code>? «Пропустить» уберёт название.
accounts-renamed = ✅ Теперь счёт называется «{ $name }».
accounts-unnamed = ✅ Своё название убрано.
accounts-remove-sure = Убрать «{ $name }», <code>{ $number }</code>, из списка?
    Счета и уведомления по нему перестанут приходить, доступ близких к нему закроется. В компании ничего не изменится.
accounts-removed = Счёт «{ $name }», <code>{ $number }</code>, убран. Вернуть его можно { $hours ->
    [one] { $hours } час
    [few] { $hours } часа
   *[other] { $hours } часов
  }; близким доступ откройте заново.
accounts-button-shares = 👥 Доступ близких
accounts-button-share = ➕ Поделиться счётом
accounts-shares-title = <b>👥 Кто видит этот счёт по вашей ссылке</b>
accounts-shares-empty = Пока никто. Дайте близкому ссылку: он увидит счёт в своём чате.
accounts-share-taken = { $who } — доступ: { $level }, { $until }
accounts-share-waiting = Ссылка ещё не открыта{ $who } — доступ: { $level }, { $until }
accounts-button-revoke = ✖️ Закрыть: { $who }
accounts-button-revoke-link = ✖️ Отменить ссылку
accounts-share-revoked = Доступ закрыт
accounts-until = до { $date }
accounts-until-revoked = пока не закроете
accounts-ask-share-level = Что близкий увидит по счёту «{ $name }», <code>{ $number }</code>?
accounts-help-share-level = Полный: все строки счетов, история, показания. Базовый: только сумма к оплате и кнопка «Оплатить».
accounts-share-full = Всё, как у меня
accounts-share-basic = Только сумму к оплате
accounts-ask-share-term = На какой срок?
accounts-help-share-term = Доступ закончится сам. Закрыть его раньше можно в любой момент.
accounts-term-month = Месяц
accounts-term-quarter = 3 месяца
accounts-term-year = Год
accounts-term-forever = Пока не закрою
accounts-share-ready = ✅ Ссылка на счёт «{ $name }» готова. Она одноразовая и ждёт { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
  }. Отправьте её только тому, кому доверяете:

    { $url }
accounts-button-copy-link = 📋 Скопировать ссылку
accounts-shared-with-you = 👥 Доступ открыл ваш близкий, { $until }.
accounts-ask-name-shared = С вами поделились счётом: { $provider }, <code>{ $number }</code>
    Адрес: { $address }
    Доступ: { $level }, { $until }.

    Как назвать этот счёт у себя?
accounts-ask-name-letter = Счёт из письма компании: { $provider }, <code>{ $number }</code>
    Адрес: { $address }
    Доступ: { $level }, { $until }.

    Как назвать этот счёт у себя?
accounts-token-register-first = Чтобы добавить счёт по этой ссылке, сначала зарегистрируйтесь: это минута. Потом откройте ссылку ещё раз, она не израсходована.
accounts-button-register = Зарегистрироваться
accounts-button-open-again = 🔗 Открыть ссылку ещё раз

# Сотрудникам
accounts-button-queue = 🔑 Доступ к счетам
accounts-queue-title = <b>🔑 Доступ к счетам</b>
accounts-queue-empty = Заявлений и возражений нет.
accounts-queue-application = 📄 { $date } · { $who }: пин-код, { $provider }, <code>{ $number }</code>
accounts-queue-objection = ❗️ { $date } · { $who }: возражение, { $provider }, <code>{ $number }</code>
accounts-queue-payer = 🔄 { $date } · { $who }: другой плательщик или квартира, { $provider }, <code>{ $number }</code>
accounts-application-title = <b>Заявление на пин-код</b> от { $date }: { $status }
    { $provider }, <code>{ $number }</code>
accounts-application-told = <b>Пишет</b>
    { $name }
    { $address }, кв. { $flat }
    Связь: { $contact }
    Житель: { $resident }, { $phone }
accounts-books = <b>В книгах компании</b>
    { $payer }
    { $address }, кв. { $flat }
accounts-books-none = ⚠️ Такого номера у поставщика нет: пин-код не выдать. Отклоните заявление с причиной.
accounts-status-pending = ждёт решения
accounts-status-approved = одобрено
accounts-status-rejected = отклонено
accounts-status-expired = срок вышел
accounts-status-cancelled = отозвано
accounts-button-photos = 📎 Показать документы
accounts-button-approve = ✅ Выдать пин-код
accounts-button-new-pin = 🔁 Выдать новый пин-код
accounts-button-reject = ❌ Отклонить
accounts-approved-sms = ✅ Пин-код отправлен по SMS: { $to }
accounts-approved-email = ✅ Пин-код отправлен на почту: { $to }
accounts-approved-tell = ✅ Отправить пин-код не на что. Сообщите его жителю сами: <code>{ $pin }</code>
    Телефон: { $phone }
accounts-ask-reason = Почему заявление отклоняется? Житель прочитает эти слова.
    Пример: <code>Номер не совпал с адресом</code>
accounts-help-reason = Напишите, что исправить, чтобы житель подал заявление ещё раз. От 3 до 300 знаков.
accounts-rejected = Заявление отклонено, житель узнает причину.
accounts-objection-title = <b>❗️ Возражение</b>: { $provider }, <code>{ $number }</code>
accounts-objection-facts = Плательщик в книгах: { $payer }
    Новый доступ: { $holder }, { $holderPhone }, с { $date }, подтверждение: { $proof }
    Возражает: { $objector }, { $objectorPhone }, доступ с { $since }
accounts-payer-title = <b>🔄 Другой плательщик или квартира</b>: { $provider }, <code>{ $number }</code>
accounts-payer-facts = Теперь в книгах: { $payer }, квартира { $flat }
    Доступ был у: { $holder }, { $holderPhone }, с { $date }, подтверждение: { $proof }
    Доступ приостановлен загрузкой. Верните его, только если счёт по-прежнему этого жителя: тогда и те, кто подключит счёт позже, увидят историю целиком.
accounts-objection-decided = Решение принято.
accounts-proof-none = только номер
accounts-proof-surname_flat = фамилия и квартира
accounts-proof-pin = пин-код
accounts-proof-phone = телефон
accounts-proof-bill_qr = QR-код квитанции
accounts-proof-staff = письмо или сотрудник
accounts-proof-share = поделился близкий
accounts-proof-sibling = другой счёт той же квартиры
accounts-button-keep = ✅ Оставить доступ
accounts-button-take = ❌ Закрыть доступ
accounts-button-locks = 🔒 Блокировки
accounts-locks-title = <b>🔒 Заблокированы неверными попытками</b>
accounts-locks-empty = Сейчас никто и ничто не заблокировано.
accounts-lock-account = Счёт { $label }: попыток { $wrong }, последняя { $at }
accounts-lock-resident = Житель { $label }: попыток { $wrong }, последняя { $at }
accounts-unlocked = Блокировка снята
accounts-button-letters = ✉️ Письма с QR
accounts-letters-title = <b>✉️ Письма с одноразовыми ссылками</b>
accounts-letters-what = В письме QR-код: житель наводит камеру, и его счёт добавляется без ввода номера. Чьи письма печатать?
accounts-letters-provider = <b>✉️ { $provider }</b>
accounts-letters-houses = Счетов без полного доступа: { $accounts }, домов: { $houses }. Выберите дом или все сразу.
accounts-letters-none = У всех счетов уже есть полный доступ: писать некому.
accounts-button-all-houses = Все дома: { $accounts }
accounts-letters-level = Какой доступ даст ссылка из письма? Письмо может прочитать тот, у кого есть ключ от почтового ящика.
accounts-button-letters-full = Полный доступ
accounts-button-letters-basic = Базовый доступ
accounts-letters-started = ⏳ Готовим письма. Файлы PDF придут сюда.
accounts-letters-done = ✅ Писем: { $letters }. Ссылки одноразовые, действуют 90 дней. Не пересылайте эти файлы.
accounts-letters-file = Письма жителям: { $provider }
accounts-letter-flat = { $address }, кв. { $flat }
accounts-letter-number = Лицевой счёт
accounts-letter-what = Счета, оплата и показания — в Telegram. Наведите камеру телефона на QR-код: ваш счёт добавится сам, вводить номер не нужно.
accounts-letter-once = Код одноразовый и действует до { $until }. Не показывайте его посторонним.
accounts-letter-phone = Контакт-центр: { $phone }
accounts-button-site-codes = 🔗 Ссылки и QR для сайта
accounts-site-codes = По такой ссылке бот сразу показывает вашу компанию. Разместите QR на сайте, в подъезде и на квитанции. Для какой компании?
accounts-site-code = { $company }
    { $url }
accounts-button-sample = 🖼 Картинка квитанции
accounts-ask-sample = { $provider }: пришлите фото квитанции с отмеченным номером. Без чужих имён и адресов: его увидят все. «Пропустить» вернёт нарисованную.
accounts-help-sample = Фото показывается по кнопке «?», когда житель вводит номер этого поставщика.
accounts-sample-saved = ✅ Фото сохранено.
accounts-sample-drawn = ✅ Показывается нарисованная квитанция.
accounts-told-queue-application = 📄 Новое заявление на пин-код: /admin → «🔑 Доступ к счетам».
accounts-told-queue-payer = 🔄 После загрузки у добавленных счетов другой плательщик или квартира; доступ ждёт вашего решения: /admin → «🔑 Доступ к счетам».
accounts-told-queue-objection = ❗️ Житель возразил против нового доступа: /admin → «🔑 Доступ к счетам».

error-search-length = Введите от 1 до { $max } знаков.
error-search-nothing = Никого не нашли. Попробуйте другое слово из названия или нажмите «Отмена» и выберите из списка.
error-choose-button = Выберите ответ кнопкой.
error-line-length = Напишите от { $min } до { $max } знаков.
error-photo-expected = Пришлите фото или нажмите «Пропустить».
error-pin-wrong-form = Пин-код — это 6 цифр. Пример: 012345.
error-proof-qr-poor = Этим QR-кодом счёт не подтвердить: в нём нет суммы, месяца или имени плательщика. Выберите другой способ или позвоните в контакт-центр.
error-bill-expected = Пришлите фото или PDF квитанции.
error-bill-too-big = Файл больше { $maxMegabytes } МБ. Пришлите фото, а не скан высокого качества.
error-bill-not-a-picture = Этот файл не открывается как картинка. Пришлите фото (JPEG, PNG) или PDF.
error-bill-pdf-unreadable = Этот PDF не открывается: он повреждён или закрыт паролем. Пришлите фото квитанции.
error-bill-too-many-pixels = Картинка слишком большая. Пришлите обычное фото.
error-bill-no-qr = QR-код на квитанции не нашёлся. Снимите его крупнее, ровно и при хорошем свете или введите номер цифрами.
error-bill-qr-damaged = QR-код для оплаты прочитан не полностью. Снимите его ещё раз или введите номер цифрами.
error-bill-bank-link = Это QR-код банка (СБП): в нём нет лицевого счёта. На квитанции есть другой QR — для оплаты по реквизитам; или введите номер цифрами.
error-bill-other-qr = Этот QR-код не для оплаты квитанции. Снимите тот, что рядом с суммой к оплате.
error-bill-foreign = Эту квитанцию прислала другая компания: { $name }. Здесь её счета пока не ведутся.
error-bill-choose-provider = У этой компании несколько счетов на квартиру. Выберите поставщика из списка и пришлите фото ещё раз.
error-bill-no-number = В QR-коде нет номера лицевого счёта. Введите номер цифрами.
error-bill-number-wrong = Номер в QR-коде не похож на номер поставщика { $provider }. Введите номер цифрами.
error-bill-other-account = Это квитанция по другому счёту. Пришлите квитанцию по счёту, который подтверждаете.
error-link-frozen = Доступ к этому счёту приостановлен: другой житель возразил. Решит компания; можно позвонить в контакт-центр.
error-link-token-gone = Эта ссылка больше не действует: она одноразовая и с ограниченным сроком. Попросите новую или введите номер счёта.
error-link-token-own = Это ваша собственная ссылка. Отправьте её близкому.
error-share-not-own = Этим счётом поделились с вами. Делиться им дальше может только тот, кто подтвердил его сам.
error-share-level = Больше, чем видите сами, открыть нельзя.
error-share-limit = Счётом можно поделиться не больше чем с { $max } людьми. Закройте лишний доступ.
error-undo-too-late = Вернуть уже нельзя: прошло больше суток. Добавьте счёт заново.
error-application-waiting = Заявление по этому счёту уже отправлено и ждёт ответа.
error-application-not-found = Такого заявления нет. Откройте список заново: /accounts
error-application-decided = По этому заявлению уже есть решение.
error-application-no-account = Такого номера у поставщика нет, пин-код не выдать.
error-objection-not-yours = Возразить может только тот, у кого этот счёт с полным доступом и был раньше.
error-objection-decided = Компания уже приняла решение по этому доступу.
error-letters-none = Печатать нечего: у всех счетов уже есть полный доступ.
error-letters-too-many = Больше { $max } писем за раз. Печатайте по домам.
error-company-gone = Такой компании нет.
error-application-pin-sent = Пин-код по этому заявлению уже выдан. Откройте заявление заново, если нужен новый.
