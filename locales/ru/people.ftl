# Контакт-центр: найти человека, узнать его, помочь.

people-button-find = 🔎 Найти жителя
people-button-find-again = 🔎 Найти ещё
people-ask-find = <b>🔎 Кого найти?</b>
    Имя и фамилия, последние цифры телефона, номер лицевого счёта или адрес с квартирой.
    Например: <code>Иванова Анна</code>, <code>67-89</code>, <code>Спортивная 12к2 кв. 7</code>
people-help-find = Ищем среди жителей и счетов ваших компаний. Хватит четырёх последних цифр телефона или двух букв фамилии.
people-found-ready = Ищем: <b>{ $query }</b>
people-button-results = Показать найденное
people-results = <b>🔎 { $query }</b>
    Найдено: { $count }
people-results-empty = Никого не нашли. Попробуйте короче: фамилию без имени или последние цифры.
people-row-person = 👤 <b>{ $title }</b>
people-row-account = 🏠 <b>{ $title }</b>
people-row-detail = { $detail }
people-flat = кв. { $flat }
people-row-blocked = 🔒 Доступ закрыт

people-person = <b>👤 { $name }</b>
people-phone = Телефон: { $phone }
people-email = Почта: { $email }
people-registered = В кабинете с { $date }
people-signed-out = Сейчас не пользуется ботом: вышел
people-never-seen = Посещений пока не было
people-last-seen = Последнее посещение: { $at }
people-unreachable = ⚠️ Сообщения не доходят: бот заблокирован или ещё не открыт
people-blocked-staff = 🔒 Доступ закрыт сотрудником { $at }. Причина: { $reason }
people-blocked-self = 🔒 Доступ закрыл сам житель { $at }. Причина: { $reason }
people-verified = ✅ Кодовое слово верное, можно действовать до { $at }
people-not-verified = Кодовое слово ещё не сверено
people-no-word = Кодового слова нет: узнайте человека по документам в офисе
people-accounts = <b>Лицевые счета</b>
people-account-line = <code>{ $number }</code> · { $provider } · { $state }
people-no-accounts = Счетов ваших компаний нет.
people-link-basic = начальный доступ
people-link-full = полный доступ
people-link-shared = открыл родственник
people-link-frozen = приостановлен
people-link-objected = приостановлен: возражает другой житель
people-payments = <b>Последние оплаты</b>
people-payment-line = { $at } · { $sum } · { $status }
people-no-payments = Оплат ещё не было.
people-deliveries = <b>Последние сообщения</b>
people-delivery-line = { $at } · { $about } · { $channel } · { $status }
people-no-deliveries = Сообщений ещё не было.
people-about-payments = оплата
people-about-notifications = счета и сроки
people-about-accounts = доступ к счёту
people-about-announcements = объявление
people-about-tickets = заявка
people-about-meters = показания
people-about-people = доступ в кабинет
people-about-other = другое
people-channel-telegram = бот
people-channel-email = почта
people-channel-sms = СМС
people-delivery-queued = ждёт отправки
people-delivery-leased = ждёт отправки
people-delivery-sending = отправляется
people-delivery-sent = доставлено
people-delivery-read = прочитано
people-delivery-failed = не отправлено
people-delivery-unreachable = не доставлено
people-delivery-cancelled = отменено
people-delivery-unknown = неизвестно, дошло ли
people-button-refresh = 🔄 Обновить
people-button-person = 👤 К карточке жителя
people-button-ticket = 🛠 { $number } · { $status }
people-button-payment = 💳 { $date } · { $sum }
people-button-ticket-for = 🛠 Заявка

people-button-word = 🔐 Сверить кодовое слово
people-ask-word = <b>🔐 { $name }</b>
    Попросите назвать кодовое слово и введите его. Сообщение сразу удалится, само слово никто не увидит.
people-help-word = Слово сравнивается без учёта больших букв, пробелов и ё. Пять ошибок за час — и проверка закрывается.
people-word-right = ✅ Слово верное: <b>{ $name }</b>. Действовать можно { $minutes ->
        [one] { $minutes } минуту
        [few] { $minutes } минуты
       *[other] { $minutes } минут
    }.

people-button-block = 🔒 Закрыть доступ
people-ask-block = <b>🔒 { $name }</b>
    Почему закрыть доступ? Выберите или напишите одной строкой.
people-help-block = Доступ закроется сразу: ни входа, ни сообщений, ни списаний по картам. Вернёт его сотрудник после кодового слова.
people-reason-stolen = Телефон потерян или украден
people-reason-fraud = Подозрение на мошенников
people-reason-request = По просьбе жителя
people-blocked = 🔒 Доступ закрыт: <b>{ $name }</b>. Начатая оплата завершится, всё остальное остановлено.
people-button-unblock = 🔓 Вернуть доступ
people-button-unblock-office = 🔓 Вернуть по документам
people-unblocked = Доступ открыт

people-account = <b>🏠 { $provider }</b>, <code>{ $number }</code>
people-account-place = { $address }, кв. { $flat }
people-account-payer = Плательщик: { $payer }. Телефон в базе: { $phone }
people-account-bill = Последний счёт: { $period }, { $sum }
people-account-owner = 🔑 Владелец или наниматель с { $date }
people-account-closed = Счёт закрыт
people-holders = <b>У кого счёт в кабинете</b>
people-holder = { $name } · { $state } · с { $date }
people-no-holders = В кабинете этот счёт никто не добавил.
people-button-account = 🏠 К счёту
people-button-readings = 📟 Ввести показания
people-button-meters = 🔢 Счётчики
people-button-freeze = ⏸ Приостановить
people-button-unfreeze = ▶️ Вернуть
people-frozen = Доступ к счёту приостановлен
people-unfrozen = Доступ к счёту возвращён

people-button-pin = 🔢 Выдать пин-код
people-button-pin-for = 👤 { $name }
people-button-pin-word = 🔐 Сверено кодовое слово
people-button-pin-office = 🪪 Показал документы в офисе
people-pin-anyone = <b>🔢 Пин-код к счёту { $number }</b>, { $provider }
    Для кого? Выберите жителя. Если человека в боте ещё нет, пин-код выдают только по документам.
people-pin-for = <b>🔢 Пин-код к счёту { $number }</b>, { $provider }
    Для: <b>{ $name }</b>. Как вы узнали человека?
people-pin-made = <b>🔢 Пин-код: <tg-spoiler>{ $pin }</tg-spoiler></b>
    { $provider }, <code>{ $number }</code>. Действует до { $until }.
    Назовите его сейчас: больше он не покажется. Прежний пин-код этого человека не работает.

people-button-owner = 🔑 Сменился владелец
people-ask-owner-since = <b>🔑 { $provider }</b>, <code>{ $number }</code>
    С какого дня новый владелец или наниматель? Например: 15.10.2026
people-help-owner-since = Новый владелец не увидит ничего раньше этого дня. Дата из договора или выписки.
people-ask-owner-payer = Фамилия, имя и отчество нового владельца или нанимателя, как в квитанции.
people-help-owner-payer = Фамилия нужна, чтобы новый владелец подтвердил счёт.
people-ask-owner-phone = Телефон нового владельца, если он известен.
people-help-owner-phone = По этому телефону счёт можно подтвердить без пин-кода. Не знаете — пропустите.
people-owner-review = <b>Проверьте смену владельца</b>
    { $provider }, <code>{ $number }</code>
    Новый плательщик: <b>{ $payer }</b>, с { $date }

    { $count ->
        [0] Счёт никто не добавил.
        [one] Доступ приостановится у { $count } человека, он получит сообщение.
       *[other] Доступ приостановится у { $count } человек, они получат сообщения.
    } Прежние пин-коды и ссылки перестанут работать. Новый владелец увидит историю только с этого дня.
people-button-owner-confirm = Сменить владельца
people-button-owner-date = ✏️ Дата
people-button-owner-name = ✏️ Имя
people-owner-changed = 🔑 Владелец счёта <code>{ $number }</code> сменён. Приостановлено доступов: { $count }. Тому, кто остаётся, верните доступ на карточке счёта.

people-ask-ticket-type = <b>🛠 Заявка за жителя</b>: { $name }
    { $place }. О чём заявка?
people-help-ticket-type = Заявка будет принадлежать жителю, в её истории останется, что открыли её вы.
people-ask-ticket-text = Запишите словами жителя, что случилось.
people-help-ticket-text = Одним сообщением: что, где и с какого времени.
people-ticket-review = <b>Проверьте заявку</b>
    { $name }, { $place }

    { $text }
people-button-ticket-send = Открыть заявку
people-button-ticket-text = ✏️ Текст
people-ticket-opened = ✅ Заявка { $number } открыта: <b>{ $name }</b>. Житель получит сообщение.
people-button-ticket-open = 🛠 К заявке

people-told-blocked = 🔒 Контакт-центр закрыл доступ в ваш личный кабинет. Если вы об этом не просили, позвоните в контакт-центр своей компании.
people-told-unblocked = 🔓 Доступ в ваш личный кабинет снова открыт.
people-told-ticket = 🛠 Оператор открыл за вас заявку { $number }. Если вы не просили, отмените её или напишите в ней.

error-people-query-short = Напишите больше: хотя бы две буквы имени или четыре цифры телефона или счёта.
error-person-not-found = Такого жителя среди обслуживаемых вами нет. Найдите его заново: /find
error-account-not-served = Такого счёта среди обслуживаемых вами нет. Найдите его заново: /find
error-link-gone = Этого доступа к счёту больше нет. Откройте карточку заново: /find
error-code-word-none = У жителя нет кодового слова. Узнайте его по документам в офисе.
error-code-word-unreadable = Кодовое слово — от трёх букв. Введите так, как назвал житель.
error-code-word-wrong = Слово не подходит. { $left ->
        [0] Попыток больше нет.
        [one] Осталась { $left } попытка.
        [few] Осталось { $left } попытки.
       *[other] Осталось { $left } попыток.
    }
error-code-word-locked = Слишком много ошибок. Снова сверить слово можно через { $minutes } мин. Пока помогут документы в офисе.
error-code-word-first = Сначала сверьте кодовое слово: кнопка на карточке жителя. Оно действует 15 минут.
error-office-administrator = У жителя есть кодовое слово. Без него, по документам, доступ возвращает администратор.
error-pin-not-taken = Этот поставщик не принимает пин-коды. Счёт подтверждают иначе: способы — в настройках поставщика.
error-pin-made-already = Пин-код по этой кнопке уже выдан. Если нужен ещё один, откройте счёт заново.
error-owner-date-future = Этот день ещё не наступил. Отметьте смену владельца, когда она произойдёт.
error-owner-date-before = Прежняя смена владельца отмечена с { $date }: новая не может быть раньше.
