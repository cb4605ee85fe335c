# Подписки, тихие часы, напоминания.

notifications-unsubscribe = Больше не присылать такие письма
notifications-digest = <b>📬 Что ещё пришло</b>
    Вчера сообщений было много, поэтому остальное — одним списком.
notifications-unsubscribe-title = Письма о лицевом счёте
notifications-unsubscribe-ask = Больше не присылать на почту письма на тему «{ $topic }»?
notifications-unsubscribe-button = Не присылать
notifications-unsubscribe-done = Готово: писем на тему «{ $topic }» больше не будет. Включить их снова можно в боте: Настройки → Уведомления.
notifications-unsubscribe-wrong = Эта ссылка не подошла. Откройте бота: Настройки → Уведомления.

notifications-topic-new-bills = Новые счета
notifications-topic-due-dates = Сроки оплаты
notifications-topic-readings = Показания счётчиков
notifications-topic-payments = Платежи
notifications-topic-tickets = Заявки
notifications-topic-outages = Отключения
notifications-topic-letters = Информационные письма
notifications-topic-promotions = Акции и реклама

notifications-button-open = 🔔 Уведомления
notifications-title = <b>🔔 Уведомления</b>
notifications-intro-telegram = Что присылать <b>сюда, в чат</b>. Отметьте нужное и нажмите «Сохранить»: до этого ничего не меняется.
notifications-intro-email = Что присылать <b>на почту</b> { $email }. Отметьте нужное и нажмите «Сохранить»: до этого ничего не меняется.
notifications-intro-sms = Что присылать <b>по SMS</b> на { $phone }. Отметьте нужное и нажмите «Сохранить»: до этого ничего не меняется.
notifications-email-unproved = Почта ещё не подтверждена, поэтому письма приходить не могут. Подтвердите адрес в профиле — и вернитесь сюда.
notifications-sms-unproved = Телефон ещё не подтверждён, поэтому SMS приходить не могут. Подтвердите его в профиле.
notifications-channel-off = На этой площадке сообщения таким способом не отправляются.
notifications-always = Об авариях, безопасности и ваших деньгах сообщаем всегда.
notifications-quiet-line = 🌙 Тихие часы: { $hours } по времени вашего дома. В это время обычные сообщения ждут утра, аварийные приходят сразу.
notifications-changed = ✏️ Есть несохранённые изменения.
notifications-on = ✅ { $topic }
notifications-off = ⬜️ { $topic }
notifications-tab-telegram = Чат
notifications-tab-email = Почта
notifications-tab-sms = SMS
notifications-tab-current = • { $tab }
notifications-button-save = 💾 Сохранить
notifications-button-quiet = 🌙 Тихие часы
notifications-button-prove = Подтвердить в профиле
notifications-saved = Сохранено
notifications-ask-promotions = <b>Акции и реклама</b>
    По закону рекламу присылают только тем, кто согласился заранее. Ваше согласие запишем с датой; отказаться можно в любой момент здесь же.
notifications-button-agree = Согласен получать
notifications-button-refuse = Не надо рекламы
notifications-quiet-title = <b>🌙 Тихие часы</b>
    Когда обычным сообщениям ждать утра? Сейчас: { $hours }.
notifications-quiet-choice = с { $from }:00 до { $to }:00
notifications-quiet-default = Как у всех: { $hours }

error-subscription-unproved = Сначала подтвердите этот канал в профиле: пока отправлять некуда.
notifications-promotions-text = { $text }

# Напоминания
notifications-new-bill = 🧾 <b>Новый счёт</b> за { $period }
    { $provider } · { $account }
    К оплате: <b>{ $sum }</b>{ $payBy ->
        [none] .
       *[other] , оплатить до { $payBy }.
    }
notifications-new-bill-paid = 🧾 <b>Новый счёт</b> за { $period }
    { $provider } · { $account }
    { $sum ->
        [none] Всё оплачено.
       *[other] Платить не нужно: переплата { $sum }.
    }
notifications-due-before = ⏰ Через несколько дней, до <b>{ $payBy }</b>, нужно оплатить счёт за { $period }.
    { $provider } · { $account }: <b>{ $sum }</b>
notifications-due-on = ⏰ <b>Сегодня последний день</b> оплаты счёта за { $period }.
    { $provider } · { $account }: <b>{ $sum }</b>
notifications-due-after = ⏰ Срок оплаты счёта за { $period } прошёл { $payBy }. Если вы уже заплатили в другом месте, подождите: деньги могут идти несколько дней.
    { $provider } · { $account }: <b>{ $sum }</b>{ $penaltyFrom ->
        [none] { "" }
       *[other] { "\u000A" }Пени начнут считать с { $penaltyFrom } — до этого дня можно заплатить без них.
    }
notifications-bills-soon = 📥 До <b>{ $billBy }</b> жители должны получить счета за { $period }. Пока без счёта:
notifications-bills-late = 📥 Срок счетов за { $period } прошёл { $billBy }, а получили их не все. Без счёта:
notifications-bills-missing = • { $provider }: { $missing } из { $accounts }
notifications-bills-more = … и ещё у { $count ->
        [one] { $count } поставщика
       *[other] { $count } поставщиков
    }
notifications-button-imports = 📥 К загрузкам
notifications-readings-soon = 🔢 Показания принимаем до <b>{ $to }</b> включительно. По счёту «{ $account }» их ещё нет.
notifications-readings-last = 🔢 <b>Сегодня последний день</b> приёма показаний. По счёту «{ $account }» их ещё нет.
notifications-verification-soon = 🔧 Скоро поверка счётчика: { $meter } № { $serial }, срок — <b>{ $date }</b> (счёт «{ $account }»). После срока показания могут не принять.
notifications-verification-passed = 🔧 Срок поверки счётчика прошёл { $date }: { $meter } № { $serial } (счёт «{ $account }»). Пока его не поверят, начислять могут по нормативу.
notifications-meter = счётчик
notifications-button-pay = 💳 Оплатить
notifications-button-bill = Открыть счёт
notifications-button-readings = 🔢 Передать показания
notifications-button-meters = Счётчики
