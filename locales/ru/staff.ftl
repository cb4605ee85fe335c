# Управление: роли, журнал.

staff-title = <b>🛡 Управление</b>
staff-intro = Выберите раздел. Вы видите только то, что разрешает ваша роль.
staff-button-payments = 💳 Операции жителей
staff-button-imports = 📥 Загрузка счетов
staff-button-roles = 👥 Роли
staff-button-audit = 📓 Журнал
staff-button-agree = Согласен

staff-roles-title = <b>👥 Роли</b>
staff-roles-empty = Ролей пока никто не получил.
staff-role-row = <code>{ $id }</code> — { $role }, { $company }
staff-role-until = (до { $date })
staff-role-configured = (задана в настройках)
staff-role-manager = менеджер
staff-role-operator = оператор
staff-role-administrator = администратор
staff-every-company = все компании
staff-grant-usage = Дать роль: <code>/grant 123456789 manager smart-zapad</code>
    Роли: manager, operator, administrator. Без компании — роль во всех.
    На срок — с последним днём в конце: <code>/grant 123456789 manager smart-zapad 31.12.2026</code>
    Свой номер в Telegram человек видит здесь же: /settings
staff-revoke-usage = Забрать роль: <code>/revoke 123456789 manager smart-zapad</code>
staff-role-granted = ✅ Роль выдана: <code>{ $id }</code> — { $role }, { $company }.
staff-role-granted-until = ✅ Роль выдана до { $date } включительно: <code>{ $id }</code> — { $role }, { $company }.
staff-role-revoked = ✅ Роль снята: <code>{ $id }</code> — { $role }, { $company }.
staff-second-person = Роль администратора меняют двое. Другие администраторы получили просьбу согласиться; она действует сутки. До согласия ничего не меняется.
staff-role-confirmed = ✅ Роль изменена: вы согласились.
staff-request-grant = Администратор просит дать роль «{ $role }» ({ $company }) человеку <code>{ $id }</code>. Если вы знаете, что это нужно, нажмите «Согласен».
staff-request-grant-until = Администратор просит дать роль «{ $role }» ({ $company }) до { $date } включительно человеку <code>{ $id }</code>. Если вы знаете, что это нужно, нажмите «Согласен».
staff-request-revoke = Администратор просит снять роль «{ $role }» ({ $company }) с человека <code>{ $id }</code>. Если вы знаете, что это нужно, нажмите «Согласен».


error-not-allowed = Это действие не входит в вашу роль.
error-company-not-found = Компании «{ $slug }» нет. Проверьте короткое имя: например, smart-zapad.
error-role-until-past = Этот день уже прошёл. Назовите последний день роли, который ещё впереди.
error-role-not-held = У этого человека нет такой роли.
error-role-not-yours-to-change = Эту роль может менять только администратор той же компании.
error-role-configured = Этот администратор задан в настройках сервера (ADMIN_IDS), из чата его не снять.
error-role-last-administrator = Это последний администратор. Сначала назначьте другого.
error-role-confirm-own = Согласиться должен другой администратор.

# Задания по расписанию
staff-jobs = Задания
staff-button-jobs = ⏱ Задания по расписанию
staff-jobs-title = <b>⏱ Задания по расписанию</b>
staff-job-row = <b>{ $title }</b>
staff-job-off = ⏸ Выключено
staff-job-never = Ещё не запускалось
staff-job-done = ✅ { $at }: { $result }
staff-job-running = ⏳ Идёт с { $at }
staff-job-failed = ❌ { $at }: { $error }
staff-job-next = Следующий запуск: { $at }
staff-job-schedule = <code>{ $name }</code> · <code>{ $cron }</code>
staff-job-started = Запускаем
staff-button-job-run = ▶️ Запустить сейчас
staff-button-job-off = ⏸ Выключить
staff-button-job-on = ▶️ Включить
staff-button-job-refresh = 🔄 Обновить
staff-job-payments-poll = Опрос платёжного шлюза
staff-job-payments-expire = Сроки платежей
staff-job-accounts-shares = Окончание доступа, который дали родственники
staff-job-residents-delete-expired = Очистка кодов и черновиков
staff-job-notifications-bills = Новые счета
staff-job-notifications-due = Сроки оплаты
staff-job-notifications-readings = Сроки показаний
staff-job-notifications-missing-bills = Счета, которых ещё нет
staff-job-notifications-verification = Поверка счётчиков
staff-job-imports-abandoned = Брошенные загрузки
staff-job-staff-clean-up = Уборка старых записей
error-job-not-found = Такого задания больше нет.

# Статистика
staff-button-stats = 📊 Статистика
staff-stats-title = <b>📊 Статистика</b>
staff-stats-period = { $from } — { $until } · { $company }
staff-stats-residents = 👤 <b>Жители: { $total }</b>
    Новых: { $new }
staff-stats-links = 🏠 <b>Добавлено счетов: { $share } %</b> из { $accounts }
    Доступов: полных { $full }, начальных { $basic }, новых { $new }
staff-stats-payments = 💳 <b>Оплат: { $count }</b> на { $sum }
    Возвращено: { $refunded }
staff-stats-readings = 📟 <b>Показаний передано: { $count }</b>
staff-stats-tickets = 🛠 <b>Заявок: { $new }</b>
    Выполнено: { $done }. Сейчас открыто: { $open }, из них просрочено: { $late }
staff-stats-deliveries = ✉️ <b>Сообщений доставлено: { $delivered }</b>
    Отмечено прочитанными: { $read }. Не дошло: { $undelivered }. Ждёт отправки: { $waiting }
staff-stats-span-week = Неделя
staff-stats-span-month = Месяц
staff-stats-span-quarter = Квартал
staff-stats-span-year = Год
staff-stats-button-paid = 📈 Оплаты
staff-stats-button-readings = 📈 Показания
staff-stats-button-tickets = 📈 Заявки
staff-stats-button-residents = 📈 Жители
staff-stats-button-company = 🏢 Другая компания
staff-stats-choose = <b>📊 Статистика</b>
    Выберите компанию.
staff-stats-all = Все мои компании
staff-stats-picture-paid = Оплаты, рубли
staff-stats-picture-readings = Передано показаний
staff-stats-picture-tickets = Новые заявки
staff-stats-picture-residents = Новые жители и доступы
staff-stats-series-residents = жители
staff-stats-series-links = доступы к счетам
staff-stats-note-paid = Без комиссии; возвраты не вычтены.

# Журнал: что сделано; «о чём» — счёт, человек, загрузка и так далее
audit-access-apply = 📄 Подал заявление на пин-код: { $about }
audit-access-approve = ✅ Одобрено заявление на пин-код: { $about }
audit-access-letters = ✉️ Напечатаны письма с QR: { $about }
audit-access-pin = 🔢 Выдан пин-код: { $about }
audit-access-reject = ❌ Отклонено заявление на пин-код: { $about }
audit-access-unlock = 🔓 Снята блокировка попыток: { $about }
audit-account-link = 🏠 Добавлен счёт: { $about }
audit-account-object = ❗️ Возражение против нового доступа: { $about }
audit-account-owner = 🔑 Сменён владелец: { $about }
audit-account-prove = ✅ Получен полный доступ: { $about }
audit-account-remove = 🏠 Убран счёт: { $about }
audit-account-restore = 🏠 Возвращён убранный счёт: { $about }
audit-account-share = 👪 Открыт доступ родственнику: { $about }
audit-account-unshare = 👪 Закрыт доступ родственнику: { $about }
audit-account-freeze = ⏸ Приостановлен доступ к счёту: { $about }
audit-account-unfreeze = ▶️ Возвращён доступ к счёту: { $about }
audit-account-revoke = ❌ Закрыт доступ к счёту: { $about }
audit-announcement-create = 📣 Написано объявление: { $about }
audit-announcement-send = 📣 Отправлено объявление: { $about }
audit-announcement-approve = 📣 Согласовано объявление: { $about }
audit-announcement-cancel = 📣 Отменено объявление: { $about }
audit-announcement-hold = 📣 Объявление ждёт согласия второго сотрудника: { $about }
audit-announcement-resend = 📣 Повторено недошедшим: { $about }
audit-code-word-right = 🔐 Кодовое слово сверено, верное: { $about }
audit-code-word-wrong = 🔐 Кодовое слово сверено, неверное: { $about }
audit-consent-withdraw = 📄 Отозвано согласие на обработку данных: { $about }
audit-export-create = 📤 Выгружены оплаты: { $about }
audit-export-close = 📤 Выгрузка передана в бухгалтерию: { $about }
audit-export-cancel = 📤 Отменена выгрузка: { $about }
audit-export-template = 📤 Изменён вид реестра: { $about }
audit-readings-export = 📤 Выгружены показания: { $about }
audit-import-publish = 📥 Опубликована загрузка: { $about }
audit-import-roll-back = 📥 Откачена загрузка: { $about }
audit-job-run = ⏱ Запущено вне очереди: { $about }
audit-job-on = ⏱ Включено задание: { $about }
audit-job-off = ⏱ Выключено задание: { $about }
audit-payment-refund = ↩️ Возврат денег: { $about }
audit-payment-unknown-charge = ⚠️ Списание, которому нет оплаты: { $about }
audit-payments-reconcile = ⚖️ Сверка оплат: { $about }
audit-reconciliation-resolve = ⚖️ Отмечено расхождение сверки: { $about }
audit-provider-sample = 🖼 Заменена картинка квитанции: { $about }
audit-reading-submit = 📟 Переданы показания: { $about }
audit-reading-correct = 📟 Исправлены показания: { $about }
audit-meter-add = 📟 Добавлен счётчик: { $about }
audit-meter-edit = 📟 Изменён счётчик: { $about }
audit-meter-replace = 📟 Заменён счётчик: { $about }
audit-meter-remove = 📟 Снят счётчик: { $about }
audit-meter-restore = 📟 Счётчик возвращён: { $about }
audit-resident-block = 🔒 Закрыт доступ в кабинет: { $about }
audit-resident-unblock = 🔓 Возвращён доступ в кабинет: { $about }
audit-resident-delete = 🗑 Удалены данные жителя: { $about }
audit-profile-code-word = 🔐 Сменено кодовое слово: { $about }
audit-profile-detail = 👤 Изменены сведения о себе: { $about }
audit-profile-email = ✉️ Сменена почта: { $about }
audit-profile-email-removed = ✉️ Убрана почта: { $about }
audit-profile-name = 👤 Изменено имя: { $about }
audit-profile-phone = 📱 Сменён телефон: { $about }
audit-resident-export = 💾 Собран архив данных жителя: { $about }
audit-resident-recover = 🔑 Вход с нового Telegram: { $about }
audit-resident-sign-out = 🚪 Выход из кабинета: { $about }
audit-tickets-type = 🛠 Изменён вид заявки: { $about }
audit-tickets-group-privacy = 🛠 Изменено, что видно в группе: { $about }
audit-calendar-exceptions = 🗓 Изменён рабочий календарь: { $about }
audit-role-grant = 👥 Дана роль «{ $role }»: { $about }
audit-role-revoke = 👥 Снята роль «{ $role }»: { $about }
audit-settings-vat = 🧾 Изменён НДС в чеках: { $about }
audit-settings-change = ⚙️ Изменена настройка «{ $role }»: { $about }
audit-text-publish = 📄 Опубликован новый текст: { $about }
audit-ticket-merge = 🛠 Объединены заявки: { $about }
audit-ticket-split = ✂️ Заявка отделена от другой: { $about }
audit-ticket-open-for = 🛠 Открыта заявка за жителя: { $about }
audit-ticket-see-contacts = 🛠 Открыты контакты в заявке: { $about }
audit-tickets-connect-group = 🛠 Подключена группа сотрудников: { $about }
audit-tickets-escalation = 🛠 Изменено, кому сообщать о просрочке: { $about }
audit-window-set = 🗓 Изменён срок приёма показаний: { $about }
audit-window-extend = 🗓 Продлён приём показаний: { $about }
staff-audit-other = { $action }: { $about }
staff-audit-title = <b>📓 Журнал</b>
    { $total ->
        [one] { $total } запись
        [few] { $total } записи
       *[other] { $total } записей
    }: { $group }, { $span }
staff-audit-empty = Записей пока нет.
staff-audit-row = <b>{ $at }</b> · { $who }
    { $what }
staff-audit-system = программа
staff-audit-cli = сервер
staff-audit-somebody = житель, номер { $id }
staff-audit-unnamed = сотрудник, Telegram { $id }
staff-audit-number = № { $number }
staff-audit-everything = все записи
staff-audit-group-all = Все
staff-audit-group-access = 🔑 Доступ
staff-audit-group-money = 💳 Деньги
staff-audit-group-data = 📥 Данные
staff-audit-group-talk = 📣 Связь
staff-audit-group-settings = ⚙️ Настройки
staff-audit-span-0 = За всё время
staff-audit-span-1 = Сутки
staff-audit-span-7 = Неделя
staff-audit-span-30 = Месяц
staff-audit-button-file = 💾 { $format }
staff-audit-file = zhurnal
staff-audit-file-caption = Журнал: { $group }, { $span }. Записей: { $total }
staff-audit-file-cut = Вошли последние { $count } записей: остальные выгрузите за меньший срок.
staff-audit-column-at = Когда
staff-audit-column-who = Кто
staff-audit-column-what = Что сделано
staff-audit-column-about = О чём
staff-audit-column-company = Компания
staff-audit-column-action = Код действия
staff-audit-column-details = Подробности

# Состояние
staff-button-health = 🩺 Состояние
staff-health-title = <b>🩺 Состояние</b> на { $at }
staff-health-telegram = ✅ Telegram отвечает: { $ms } мс, ждёт обновлений: { $waiting }
staff-health-telegram-down = ❌ Telegram не отвечает
staff-health-webhook-error = ⚠️ Последняя ошибка вебхука: { $error }
staff-health-embedded = ✅ База отвечает (встроенная)
staff-health-postgres = ✅ База отвечает (PostgreSQL)
staff-health-redis-none = ▫️ Redis не подключён: хватает самой программы
staff-health-redis-up = ✅ Redis отвечает
staff-health-redis-down = ⚠️ Redis не отвечает: работаем через базу
staff-health-gate-on = ✅ { $name }
staff-health-gate-off = ▫️ { $name }: не подключено
staff-health-gateway = Платёжный шлюз
staff-health-sms = СМС
staff-health-email = Почта
staff-health-deliveries = { $mark } Сообщений ждёт отправки: { $waiting }, дольше всех — { $age }
staff-health-attention = ⚠️ Сообщений не дошло или неизвестно: { $count }
staff-health-tasks = { $mark } Задач в очереди: { $waiting }, дольше всех — { $age }; не удалось: { $failed }
staff-health-imports = Незаконченных загрузок: { $count }
staff-health-age-seconds = { $count } с
staff-health-age-minutes = { $count } мин
staff-health-jobs = ✅ Последнее задание закончилось { $at }
staff-health-jobs-none = ▫️ Задания ещё не запускались
staff-health-jobs-failed = ❌ Не удались: { $jobs }
staff-health-jobs-off = ⏸ Выключены: { $jobs }
staff-health-size = Жителей: { $residents }, лицевых счетов: { $accounts }
staff-job-nothing = делать было нечего
staff-job-count-asked = запрошено у шлюза: { $count }
staff-job-count-unclear = шлюз не ответил: { $count }
staff-job-count-confirmed = подтверждено по реестрам: { $count }
staff-job-count-expired = истекло: { $count }
staff-job-count-queued = поставлено сообщений: { $count }
staff-job-count-discarded = убрано загрузок: { $count }
staff-job-count-deliveries = убрано сообщений: { $count }
staff-job-count-tasks = убрано задач: { $count }
staff-job-count-attempts = убрано попыток: { $count }
staff-job-count-codes = закрыто пин-кодов: { $count }
staff-job-count-links = закрыто ссылок: { $count }
staff-job-count-drafts = убрано черновиков: { $count }
staff-job-count-challenges = убрано одноразовых кодов: { $count }
staff-job-count-counters = убрано счётчиков попыток: { $count }
staff-job-count-leases = убрано замков: { $count }
staff-job-count-warned = предупреждено: { $count }
staff-job-count-closed = закрыто: { $count }
staff-job-count-escalated = сообщено о просрочке: { $count }
staff-job-count-digests = отправлено сводок: { $count }
