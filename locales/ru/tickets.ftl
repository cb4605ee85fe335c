# Заявки: жители, сотрудники, группа сотрудников.

tickets-title = <b>🛠 Заявки</b>
tickets-title-closed = <b>🛠 Закрытые заявки</b>
tickets-empty-open = Открытых заявок нет. Что-то сломалось или нужна справка? Подайте заявку — у неё будут номер и срок.
tickets-empty-closed = Закрытых заявок пока нет.
tickets-row = { $icon } <b>{ $number }</b> { $type }
    { $status }
tickets-deadline = Срок: до { $at }
tickets-deadline-late = 🔥 Срок вышел { $at }
tickets-feedback-type = Обратная связь
tickets-nobody = никто не взял

tickets-status-new = новая
tickets-status-accepted = принята
tickets-status-in_progress = в работе
tickets-status-done = выполнена
tickets-status-closed = закрыта
tickets-status-rejected = отклонена
tickets-status-cancelled = отменена
tickets-status-reopened = возвращена

# Новая заявка
tickets-off-now = <b>⚡️ Сейчас отключено или чинят</b>
tickets-outage = { $textHtml }
tickets-outage-until = <i>До { $at }</i>
tickets-new-title = <b>Новая заявка</b>
tickets-112 = Угроза жизни, пожар, запах газа — звоните <b>112</b>. Заявка звонка не заменяет.
tickets-phone = ☎️ { $name }: { $phone }
tickets-choose-type = О чём заявка?
tickets-type-title = <b>{ $type }</b>
tickets-no-account = Заявка подаётся по дому. Добавьте лицевой счёт — это минута. Написать компании можно и без счёта: «Обратная связь».
tickets-emergency-title = <b>🚨 { $type }</b>
    Сначала позвоните: так быстрее всего.
tickets-emergency-terms = Диспетчер отвечает за 5 минут, аварию локализуют за 30 минут, засор канализации — за 2 часа.
tickets-advice-general = Отойдите от опасного места и предупредите соседей.
tickets-advice-flood = <b>Что сделать сейчас:</b> перекройте кран на вводе воды, выключите электричество в мокрой комнате, уберите вещи, предупредите соседей снизу. Снимите на видео — пригодится для акта.
tickets-advice-gas = <b>Что сделать сейчас:</b> не включайте свет и не зажигайте огонь, перекройте газ, откройте окна, выйдите с семьёй на улицу и оттуда звоните <b>104</b> или <b>112</b>.
tickets-advice-power-out = <b>Что сделать сейчас:</b> если искрит или пахнет гарью — выключите автоматы в щитке, ничего не трогайте мокрыми руками. При огне — <b>112</b>.
tickets-advice-sewer = <b>Что сделать сейчас:</b> не сливайте воду и попросите о том же соседей по стояку.
tickets-advice-lift-stuck = <b>Что сделать сейчас:</b> нажмите кнопку вызова диспетчера в кабине, не открывайте двери сами. Плохо с сердцем или паника — <b>112</b>.
tickets-offer = Похоже на заявку «{ $type }». Подать её? Ваши слова уже будут в ней.

tickets-ask-place = По какому счёту заявка?
tickets-ask-field = { $label }
    Например: <code>{ $example }</code>
tickets-ask-text = <b>{ $type }</b>
    Опишите своими словами: что случилось, где и когда. Можно голосовым сообщением или фото с подписью.
    Например: <code>Третий день нет горячей воды на кухне и в ванной</code>
tickets-ask-text-plain = Напишите своими словами.
tickets-spoken = 🎤 Сообщение без слов: смотрите вложение
tickets-file-before-words = 📎 Вложение сохранено. Теперь добавьте слова.
tickets-ask-duplicate = Похожая заявка № { $number } уже подана несколько минут назад. Её видят. Дополнить её можно кнопкой «Написать» в самой заявке.

    Подать ещё одну?
tickets-ask-files = Пришлите фото, видео, голосовое, документ или место на карте — до { $max } вложений. Или нажмите кнопку.
tickets-files-kept = Сохранено вложений: { $count } из { $max }. Пришлите ещё или нажмите «Готово».
tickets-ask-way = Как с вами связаться? Выберите или напишите, например другой телефон.
tickets-ask-time = Когда удобно, чтобы мастер пришёл или позвонил? Выберите или напишите.
    Например: <code>завтра после 18</code>
tickets-way-chat = В этом чате
tickets-way-phone = По телефону
tickets-time-any = В любое время
tickets-time-morning = Утром, 9–12
tickets-time-day = Днём, 12–17
tickets-time-evening = Вечером, 17–21
tickets-preview = <b>Проверьте заявку</b>
tickets-words = «{ $text }»
tickets-words-gone = <i>Текст удалён вместе с данными жителя.</i>
tickets-plain-words = { $text }
tickets-field = { $label }: { $value }
tickets-field-type = Тема
tickets-field-place = Счёт
tickets-field-house = Дом
tickets-field-flat = Квартира
tickets-field-resident = Житель
tickets-field-phone = Телефон
tickets-field-way = Связь
tickets-field-time = Время
tickets-field-opened = Подана
tickets-field-assignee = Занимается
tickets-field-merged = Входит в заявку
tickets-files-count = { $count ->
    [0] Без вложений
   *[other] 📎 Вложений: { $count }
  }
tickets-files-gone = { $count ->
    [one] 📎 Ещё { $count } вложение показать не получится: Telegram его больше не хранит.
    [few] 📎 Ещё { $count } вложения показать не получится: Telegram их больше не хранит.
   *[other] 📎 Ещё { $count } вложений показать не получится: Telegram их больше не хранит.
  } Если нужно, попросите прислать заново.
tickets-opened = ✅ Заявка принята. Номер <b>{ $number }</b>
tickets-opened-deadline = Срок — до { $at }.
tickets-opened-next = О каждом шаге придёт сообщение сюда. Дополнить или отменить заявку можно в её карточке.
tickets-neighbours = { $count ->
    [one] Об этом же сегодня сообщил { $count } сосед — мы уже знаем.
    [few] Об этом же сегодня сообщили { $count } соседа — мы уже знаем.
   *[other] Об этом же сегодня сообщили { $count } соседей — мы уже знаем.
  }

tickets-help-place = От счёта зависит, в какой дом придёт мастер и какая компания ответит.
tickets-help-field = Это нужно, чтобы не переспрашивать вас потом. Ответьте коротко, как на примере.
tickets-help-text = Чем точнее место и время, тем быстрее найдут причину. До 2000 знаков.
tickets-help-duplicate = Две одинаковые заявки не ускорят работу. Если случилось другое — подайте ещё одну.
tickets-help-files = Каждое вложение сохраняется сразу, как пришло. Фото помогает взять нужный инструмент с первого раза.
tickets-help-way = Мастеру или диспетчеру может понадобиться уточнить. Можно пропустить: ответим в чат.
tickets-help-time = Постараемся прийти в удобное время. Можно пропустить.
tickets-help-comment = Сообщение увидят сотрудники, которые занимаются заявкой.
tickets-help-reopen = Заявка снова откроется, срок начнётся заново.
tickets-help-rating-words = Ваши слова прочтёт руководитель. Можно не писать: нажмите «Отмена».
tickets-help-feedback = Вопрос, жалоба или идея. Ответ придёт сюда. До 2000 знаков.
tickets-help-staff-write = До 2000 знаков. Житель получит сообщение сразу; заметку видят только сотрудники.
tickets-help-done = Фото результата снимает половину возвратов. Можно пропустить.
tickets-help-reject = Житель прочтёт причину и сможет вернуть заявку в течение 14 дней.

# Карточка жителя
tickets-card-title = <b>Заявка № { $number }</b>
tickets-card-status = { $icon } { $status }
tickets-card-reason = Причина: { $reason }
tickets-card-rating = Оценка: { $stars }
tickets-reports = { $count ->
    [one] 👥 Сообщил { $count } житель
    [few] 👥 Сообщили { $count } жителя
   *[other] 👥 Сообщили { $count } жителей
  }
tickets-please-rate = Всё в порядке? Оцените работу — заявка закроется. Если нет — верните её. Без ответа она закроется сама через 7 дней.
tickets-said-resident = <i>{ $at }, житель:</i> { $text }
tickets-said-staff = <i>{ $at }, { $name } (сотрудник):</i> { $text }
tickets-said-internal = <i>{ $at }, { $name }, заметка:</i> { $text }
tickets-cancel-sure = Отменить заявку № { $number }? Если проблема вернётся, подайте новую.
tickets-rated-good = Спасибо! Заявка закрыта.
tickets-rated-bad = Спасибо за честную оценку. Заявка закрыта. Если работа не сделана — верните её: срок начнётся заново.
tickets-ask-comment = Напишите сообщение к заявке № { $number } или пришлите фото с подписью.
tickets-ask-reopen = Что осталось не так по заявке № { $number }? Напишите или пришлите фото с подписью.
tickets-ask-rating-words = Что запомнилось: хорошее или плохое?
tickets-comment-sent = ✅ Отправлено. Ответ придёт сюда.
tickets-reopened = 🔁 Заявка возвращена, срок начался заново.
tickets-rating-words-kept = Спасибо, передали.
tickets-feedback-to = <b>Обратная связь</b>
    Кому написать?
tickets-ask-feedback = Напишите вопрос, жалобу или идею. Можно голосовым или фото с подписью. Ответ придёт сюда.
    Например: <code>Предлагаю поставить лавочку у второго подъезда</code>
tickets-feedback-sent = ✅ Отправлено. Номер обращения <b>{ $number }</b>. Ответ придёт сюда.

tickets-button-new = ➕ Новая заявка
tickets-button-feedback = ✉️ Обратная связь
tickets-button-open-ones = Открытые
tickets-button-closed-ones = Закрытые ({ $count })
tickets-button-called = Оставить заявку
tickets-button-link = ➕ Добавить лицевой счёт
tickets-button-offer = 🛠 Подать заявку
tickets-button-other-type = Выбрать другую тему
tickets-button-support = Поддержка бота
tickets-button-send = ✅ Отправить
tickets-button-edit-text = ✏️ Изменить текст
tickets-button-edit-files = 📎 Вложения
tickets-button-edit-way = ☎️ Как связаться
tickets-button-edit-time = 🕐 Когда удобно
tickets-button-anyway = Подать ещё одну
tickets-button-no-files = Без вложений
tickets-button-files-done = ✅ Готово
tickets-button-open = Открыть заявку
tickets-button-mine = 🛠 Мои заявки
tickets-button-write = ✍️ Написать
tickets-button-answer = ↩️ Ответить
tickets-button-files = 📎 Вложения ({ $count })
tickets-button-talk = 💬 Переписка ({ $count })
tickets-talk-title = <b>💬 Переписка по заявке № { $number }</b>
tickets-button-cancel = ✖️ Отменить заявку
tickets-button-cancel-sure = Да, отменить
tickets-button-close = ⭐ Оценить
tickets-button-reopen = 🔁 Вернуть в работу
tickets-button-rating-words = ✍️ Добавить пару слов

# Сообщения жителю
tickets-changed = { $icon } Заявка <b>{ $number }</b>, { $type }: <b>{ $status }</b>
tickets-changed-assignee = Занимается: { $name }
tickets-closed-by-itself = Прошла неделя без ответа, поэтому заявка закрылась сама. Вернуть её можно ещё 14 дней.
tickets-answer = 💬 По заявке <b>{ $number }</b> пишет { $name }
tickets-closing = Заявка <b>{ $number }</b>, { $type }, выполнена почти неделю назад и завтра закроется сама. Всё в порядке?

# Сотрудники
tickets-queue-title = <b>🗂 Очередь заявок</b> ({ $count })
tickets-queue-empty = Здесь пусто.
tickets-queue-row = { $house } · { $name }
tickets-filtered-house = Дом: { $house }
tickets-filtered-type = Тема: { $type }
tickets-filter-open = Открытые
tickets-filter-mine = Мои
tickets-filter-late = Просрочены
tickets-filter-free = Ничьи
tickets-filter-done = На оценке
tickets-filter-all = Все
tickets-choose-house = Выберите дом: число — открытые заявки.
tickets-no-houses = Открытых заявок по домам нет.
tickets-button-by-house = 🏢 Дом
tickets-button-by-type = 📂 Тема
tickets-button-no-filter = Снять отбор
tickets-button-figures = 📊 Цифры
tickets-button-settings = ⚙️ Настройка
tickets-button-queue = 🗂 Очередь
tickets-button-late-queue = 🔥 Открыть просроченные
tickets-button-take = 🙋 Взять
tickets-button-assign = 👤 Назначить
tickets-button-start = 🛠 Начать работу
tickets-button-done = ✅ Выполнено
tickets-button-reject = ⛔ Отклонить
tickets-button-ask = 💬 Написать жителю
tickets-button-note = 📝 Заметка
tickets-button-contacts = 👤 Контакты
tickets-button-merge = 🧩 Объединить похожие ({ $count })
tickets-button-done-now = Без фото
tickets-button-reports = 👥 Соседи ({ $count })
tickets-button-write-all = 📢 Написать всем
tickets-button-main = ⬆️ Главная { $number }
tickets-button-split = ✂️ Отделить
tickets-split = ✂️ Теперь это отдельная заявка
tickets-reports-title = <b>👥 Заявка № { $number }</b>: соседи тоже сообщили ({ $count })
tickets-report-flat = кв. { $flat }
tickets-report = <b>{ $number }</b> { $flat }
    «{ $text }»{ $files }
tickets-button-reject-words = ✍️ Своими словами
tickets-button-escalate-to = 🔔 { $name }
tickets-button-connect = Подключить: { $company }
tickets-ask-staff-write = Напишите по заявке № { $number } или пришлите фото с подписью.
tickets-ask-done = Что сделано по заявке № { $number }? Напишите, пришлите фото или пропустите.
tickets-ask-reject = Почему отклоняем заявку № { $number }? Житель прочтёт эти слова.
    Например: <code>Дом обслуживает другая компания, её телефон +7 495 000-00-00</code>
tickets-staff-written = ✅ Записано и отправлено, кому положено.
tickets-done-told = ✅ Выполнено. Житель получил сообщение и может оценить работу.
tickets-rejected-told = ⛔ Отклонено. Житель получил причину.
tickets-reject-why = Почему отклоняем заявку № { $number }?
tickets-reason-not-ours = Не наша зона ответственности
tickets-reason-repeat = Такая заявка уже есть
tickets-reason-no-access = Не попали в квартиру
tickets-reason-no-details = Не хватает сведений
tickets-assign-title = Кому отдать заявку № { $number }?
tickets-merged = { $count ->
    [0] Похожих заявок нет
   *[other] Объединено заявок: { $count }
  }
tickets-no-contacts = Контактов нет: пишите в заявке.
tickets-staff-new = 🆕 Новая заявка <b>{ $number }</b>, { $type }
tickets-staff-assigned = 👤 Вам отдали заявку <b>{ $number }</b>, { $type }
tickets-staff-news = 💬 Новое от жителя по заявке <b>{ $number }</b>, { $type }
tickets-staff-late = 🔥 Просрочена заявка <b>{ $number }</b>, { $type }
tickets-settings-title = <b>⚙️ Заявки: { $company }</b>
tickets-settings-group = Группа сотрудников подключена.
tickets-settings-no-group = Группы сотрудников нет: заявки приходят каждому в личный чат. Чтобы подключить группу, добавьте в неё бота администратором и напишите там /queue.
tickets-settings-privacy = Что группа видит о жителе: <b>{ $privacy }</b>. Контакты по кнопке видит только тот, кто нажал, и это записано в журнал.
tickets-settings-escalation = О просроченных узнаёт: <b>{ $name }</b>. Выберите, кому сообщать:
tickets-all-managers = все менеджеры
tickets-privacy-house = только дом
tickets-privacy-flat = дом и квартира
tickets-privacy-contacts = имя и телефон

# Группа сотрудников
tickets-group-title = { $icon } <b>№ { $number }</b> · { $status }
tickets-group-how-topic = <i>Жителю уходит ответ на сообщение бота или сообщение, которое начинается с «!». Остальное видите только вы.</i>
tickets-group-how-chat = <i>Жителю уходит только ответ на сообщение бота об этой заявке.</i>
tickets-group-how-all = <i>Сообщение с «!!» в начале уходит всем, кто сообщил об этом.</i>
tickets-group-resident-said = 💬 <b>№ { $number }</b> · пишет житель
tickets-group-staff-said = 💬 <b>№ { $number }</b> · { $name } ответил(а) жителю
tickets-group-event = { $icon } <b>№ { $number }</b> · житель: { $status }
tickets-group-joined = { $count ->
    [one] 👥 <b>№ { $number }</b> · сообщил { $count } сосед
    [few] 👥 <b>№ { $number }</b> · уже { $count } соседа
   *[other] 👥 <b>№ { $number }</b> · уже { $count } соседей
  }
tickets-group-sent = ✅ Отправлено жителю
tickets-group-sent-all = { $count ->
    [one] ✅ Отправлено { $count } жителю
   *[other] ✅ Отправлено { $count } жителям
  }
tickets-group-edit-internal = 🙈 Это сообщение осталось внутренним. Чтобы отправить жителю, напишите новое с «!» в начале.
tickets-group-done-sent = ✅ Выполнено, отправлено жителю
tickets-group-rejected = ⛔ № { $number } отклонена, причина отправлена жителю
tickets-group-nobody = ⚠️ Записано, но в чате житель недоступен. Позвоните: «👤 Контакты» на карточке.
tickets-group-edit-sent = ✏️ Правка отправлена жителю
tickets-group-not-staff = Писать жителю могут только сотрудники с ролью. Роль даёт администратор.
tickets-group-ask-done = { $head } <b>№ { $number }</b>
    Пришлите фото или слова <b>ответом на это сообщение</b> — житель их получит.
tickets-group-ask-reason = { $head } <b>№ { $number }</b>
    Почему? Нажмите причину или напишите её <b>ответом на это сообщение</b> — житель её прочтёт.
tickets-group-works = Группа подключена: заявки приходят сюда.
tickets-group-connect = Заявки какой компании работать в этой группе? Чтобы у каждой заявки была своя тема, включите в группе темы и дайте боту право ими управлять.
tickets-connected = ✅ Заявки «{ $company }» теперь приходят сюда.
tickets-toast-status = № { $number }: { $status }
tickets-digest-title = <b>🔥 Просрочено: { $count }</b> на { $date }
tickets-digest-row = <b>{ $number }</b> { $type } · { $house } · { $name } · срок { $at }
tickets-trouble = <b>⚠️ Группа сотрудников</b> { $company }
tickets-trouble-no-topics-right = Бот не может создавать темы. Откройте группу → Администраторы → бот → включите «Управление темами». Пока заявки приходят в общий чат группы.
tickets-trouble-no-write-right = Бот не может писать в группу. Откройте группу → Разрешения и Администраторы → дайте боту право писать. Пока смотрите очередь: /queue
tickets-trouble-gone = Бота нет в группе или группа удалена. Добавьте бота снова администратором и напишите в группе /queue. Пока заявки приходят в личный чат.

error-ticket-not-found = Такой заявки у вас нет. Откройте список: /tickets
error-ticket-not-allowed = Это действие вам недоступно.
error-ticket-wrong-state = Уже не получится: заявка { $status ->
    [new] ещё новая, сначала её нужно взять
    [accepted] уже принята
    [in_progress] уже в работе
    [done] уже выполнена
    [closed] уже закрыта
    [rejected] уже отклонена
    [cancelled] отменена жителем
   *[other] возвращена, сначала её нужно взять
  }.
error-ticket-taken = Заявку уже взял(а) { $name }.
error-ticket-reopen-over = Вернуть заявку можно в течение 14 дней. Подайте новую — сошлитесь на этот номер.
error-ticket-limit = За сутки можно подать { $limit } заявок. Сегодня их уже столько; позвоните в контакт-центр или дополните одну из поданных.
error-ticket-type-gone = Эта тема больше не используется. Выберите другую: /tickets
error-ticket-choose = Нажмите одну из кнопок под вопросом.
error-ticket-text-needed = Здесь нужны слова. Напишите коротко, что случилось.
error-ticket-text-first = Добавьте к вложению подпись или сначала опишите словами, что случилось.
error-ticket-words-needed = Здесь нужны слова: напишите, что передать или записать.
error-ticket-words-first = Добавьте к вложению подпись или сначала напишите словами.
error-ticket-text-long = Слишком длинно: до { $max } знаков.
error-ticket-file-needed = Здесь нужно вложение: фото, видео, голосовое, документ или место. Если больше нечего добавить, нажмите кнопку.
error-ticket-files-limit = Больше { $limit } вложений не сохранить. Нажмите «Готово».
error-ticket-message-empty = Пустое сообщение не отправить. Напишите слова или пришлите фото.
error-ticket-cancelled = Заявка отменена жителем, писать в неё больше нельзя.
error-ticket-merged = Эта заявка уже входит в другую. Откройте главную.

# Цифры для руководителя
tickets-figures-title = <b>📊 Заявки</b>: открытые сейчас, выполненные за { $days } дней
tickets-figures-all = Всего
tickets-figures-types = <b>По темам</b>
tickets-figures-houses = <b>По домам</b>
tickets-figures-nameless = Без темы или дома
tickets-figures-row = { $name }: открыто { $open }, просрочено { $late }, выполнено { $done }{ $hours }{ $rating }
tickets-figures-hours = ; половина — до { $hours } ч
tickets-figures-rating = ; оценка { $rating }
tickets-figures-picture = Открытые заявки по темам
tickets-figures-late = просрочено: { $count }
tickets-export-columns = Номер;Состояние;Тема;Компания;Дом;Подана;Срок;Выполнена;Закрыта;Занимается;Оценка;Возвратов;Текст
tickets-exported = { $count ->
    [one] { $count } заявка
    [few] { $count } заявки
   *[other] { $count } заявок
  }
tickets-button-export = 📄 Таблица CSV
staff-job-tickets-auto-close = Закрытие выполненных заявок
staff-job-tickets-late = Просроченные заявки

# Справки
tickets-certificate-payments = Справка о том, что и когда оплачено, готова сразу — PDF без подписи и печати. Обычно её хватает для субсидии, возмещения и работодателя. За какое время?
tickets-certificate-no-debt = Справка об отсутствии долга готова сразу, если по счёту всё оплачено, — PDF без подписи и печати. Нужна с печатью — закажите её у компании.
tickets-certificate-made = 📄 Справка готова. Если попросят подпись и печать, закажите такую у компании: кнопка в сообщении выше.
tickets-button-certificate-year = 📄 Этот год
tickets-button-certificate-last-year = 📄 Прошлый год
tickets-button-certificate-months12 = 📄 Последние 12 месяцев
tickets-button-certificate-make = 📄 Сделать справку
tickets-button-certificate-order = 🖋 С подписью и печатью
tickets-button-by-mail = На электронную почту
tickets-button-by-post = Письмом на адрес из анкеты
tickets-way-mail = На почту { $email }
tickets-way-post = Письмом: { $address }
error-certificate-empty = С { $from } по { $to } оплат по этому счёту не видно. Выберите другое время или закажите справку у компании.
error-certificate-no-bill = Счетов ещё не было, поэтому о долге сказать нечего. Закажите справку у компании.
error-certificate-debt = По счёту осталось оплатить { $sum }. После оплаты справка будет готова сразу.

# Темы и рабочие дни (настройка)
tickets-button-types = 📂 Темы заявок
tickets-button-calendar = 📅 Рабочие дни
tickets-types-title = <b>📂 Темы заявок</b>
    Темы общие для всех компаний. ⏸ — выключена: новых заявок по ней нет.
tickets-type-children = Внутри темы:
tickets-type-deadline = Срок
tickets-type-hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
   *[other] { $count } часов
  }
tickets-type-days = { $count ->
    [one] { $count } рабочий день
    [few] { $count } рабочих дня
   *[other] { $count } рабочих дней
  }
tickets-type-no-deadline = без срока
tickets-type-emergency = 🚨 Авария: сначала телефоны, потом заявка
tickets-type-ordinary = Обычная тема
tickets-type-on = ▶️ Включена
tickets-type-off = ⏸ Выключена
tickets-type-saved = ✅ Сохранено. У уже поданных заявок срок прежний.
tickets-button-type-add = ➕ Новая тема
tickets-button-type-names = ✏️ Название
tickets-button-type-deadline = ⏱ Срок
tickets-button-type-emergency = 🚨 Сделать аварийной
tickets-button-type-ordinary = Сделать обычной
tickets-button-type-on = ▶️ Включить
tickets-button-type-off = ⏸ Выключить
tickets-ask-type-ru = Как назвать тему «{ $now }» по-русски?
    Например: <code>💧 Вода</code>
tickets-ask-type-new = Как назвать новую тему по-русски?
    Например: <code>🚗 Двор и парковка</code>
tickets-ask-type-en = А по-английски?
    Например: <code>🚗 Yard and parking</code>
tickets-ask-type-deadline = Срок темы «{ $now }»: часы подряд или рабочие дни.
    Например: <code>24 ч</code> или <code>5 дней</code>. «Пропустить» — без срока.
tickets-help-type-name = До 40 знаков, чтобы поместилось на кнопке. Значок в начале помогает найти тему глазами.
tickets-help-type-deadline = От 1 до 720 часов или от 1 до 60 рабочих дней. Срок начинает действовать для новых и возвращённых заявок.
tickets-type-keywords = Узнаётся по словам
tickets-type-no-keywords = не узнаётся по свободному тексту
tickets-type-fields = Спрашивает ещё
tickets-type-no-fields = ничего
tickets-type-fields-title = <b>{ $type }</b>: что спросить, кроме текста
tickets-type-fields-empty = Пока ничего: житель просто описывает словами.
tickets-type-field = ❓ { $label }
    Например: <code>{ $example }</code>
tickets-button-type-keywords = 🔤 Слова
tickets-button-type-fields = ❓ Вопросы
tickets-button-type-field-add = ➕ Вопрос
tickets-ask-type-keywords = По каким словам узнавать тему «{ $now }»? Пишите начала слов через запятую, прежние слова заменятся.
    Например: <code>двор, парковк, шлагбаум</code>
    «Пропустить» — не узнавать.
tickets-ask-type-field-ru = Что спросить по-русски?
    Например: <code>Номер подъезда</code>
tickets-ask-type-field-example-ru = Пример ответа по-русски.
    Например: <code>2</code>
tickets-ask-type-field-en = То же по-английски.
    Например: <code>Number of the entrance</code>
tickets-ask-type-field-example-en = И пример ответа по-английски.
    Например: <code>2</code>
tickets-help-type-keywords = Когда житель пишет боту свободно, тема с самым длинным совпадением предлагается ему. «гор вод» найдёт «нет горячей воды».
tickets-help-type-field = Вопрос задаётся перед описанием, ответ виден в карточке заявки. До 60 знаков.
tickets-calendar-title = <b>📅 Рабочие дни: { $company }</b>
    Выходные — суббота, воскресенье и праздники по закону. Здесь переносы: по ним считается срок заявок.
tickets-calendar-empty = Переносов впереди нет.
tickets-calendar-working = { $day } — рабочий
tickets-calendar-off = { $day } — выходной
tickets-button-calendar-add = ➕ Перенос
tickets-button-calendar-forget = ✖️ { $day }
tickets-button-calendar-off = Выходной
tickets-button-calendar-working = Рабочий
tickets-ask-calendar-day = Какой день?
    Например: <code>31.12.2026</code>
tickets-ask-calendar-working = Какой он?
tickets-help-calendar = Переносы выходных утверждает правительство на год вперёд; компания может объявить и свой день. Уже выданные сроки не меняются.
error-ticket-type-name = Слишком длинно: до { $max } знаков, иначе не поместится на кнопке.
error-ticket-type-deadline = Не понял срок. Напишите часы или рабочие дни: 24 ч или 5 дней.
error-calendar-day = Нужен день не раньше сегодняшнего и не дальше двух лет, например 31.12.2026.
error-ticket-type-keywords = Напишите от 1 до 40 слов или фраз через запятую, каждая от 3 до 40 знаков: двор, парковк, шлагбаум.
error-ticket-type-fields = Больше { $max } вопросов к теме не добавить: люди бросят заявку.

tickets-type-place = Место в списке
tickets-type-place-of = { $place } из { $count }
tickets-button-type-up = ⬆️ Выше
tickets-button-type-down = ⬇️ Ниже
tickets-file-replaced = ♻️ <b>Вместо прежнего файла:</b>
