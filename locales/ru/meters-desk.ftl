# Счётчики лицевого счёта у сотрудников: добавить, исправить, заменить, снять.

meters-desk-title = <b>🔢 Счётчики</b>
meters-desk-account = { $provider }, <code>{ $number }</code>
    { $place }
meters-desk-flat = кв. { $flat }
meters-desk-none = Счётчиков у этого счёта пока нет. Добавьте первый, и житель сможет передавать показания.
meters-desk-gone = <b>Снятые</b>
meters-desk-gone-line = ▪️ { $meter }, снят { $day }
meters-desk-gone-caption = ▪️ № { $serial }
meters-desk-dial = Знаков: { $digits } до запятой, { $decimals } после
meters-desk-dial-short = { $digits } и { $decimals }
meters-desk-installed = Установлен: { $day }
meters-desk-next-passed = ⚠️ Поверка закончилась: { $day }
meters-desk-replaces = Стоит вместо № { $serial }
meters-desk-replaced = Вместо него стоит № { $serial }
meters-desk-removed = ▪️ Снят { $day }, последнее показание неизвестно
meters-desk-removed-final = ▪️ Снят { $day }, показание <b>{ $values }</b>
meters-desk-readings = <b>Последние показания</b>
meters-desk-reading = { $month }: <b>{ $values }</b> · { $source }{ $mark }
meters-desk-reason = ❌ Причина: { $reason }
meters-desk-photo = 📷 { $meter }
    { $values } за { $period }, № <code>{ $number }</code>
meters-source-resident = житель
meters-source-operator = сотрудник
meters-source-import = из файла
meters-source-estimate = по среднему
meters-source-automatic = сам счётчик

meters-desk-button-add = ➕ Добавить счётчик
meters-desk-button-serial = ✏️ Номер
meters-desk-button-place = ✏️ Место
meters-desk-button-dial = ✏️ Знаки
meters-desk-button-verified = ✏️ Поверен
meters-desk-button-next = ✏️ Поверка до
meters-desk-button-removed = ✏️ День снятия
meters-desk-button-final = ✏️ При снятии
meters-desk-button-initial = ✏️ При установке
meters-desk-button-automatic = 📡 Передаёт сам
meters-desk-button-manual = ✍️ Передаёт житель
meters-desk-button-replace = 🔁 Заменить
meters-desk-button-remove = 🗑 Снять
meters-desk-button-remove-now = Снять и сообщить
meters-desk-button-restore = ↩️ Вернуть
meters-desk-button-photo = 📷 { $month }
meters-desk-button-card = 🔢 К счётчику
meters-desk-button-list = 🔢 Все счётчики счёта

# Счётчик, который снимают
meters-desk-ask-removed = <b>{ $meter }</b>
    Когда его сняли? Нажмите «Сегодня» или введите день.
    Пример: <code>{ $example }</code>
meters-desk-today = Сегодня
meters-desk-help-removed = День из акта. Позже этого дня показаний у снятого счётчика быть не может, раньше последнего переданного его не снять.
meters-desk-ask-final = <b>{ $meter }</b>
    Что он показывал, когда его сняли? Последнее известное: { $last }.
    Пример: <code>{ $example }</code>
meters-desk-ask-final-zones = <b>{ $meter }</b>
    Что он показывал, когда его сняли? Введите тарифы через пробел, их { $zones }. Последнее известное: { $last }.
    Пример: <code>{ $example }</code>
meters-desk-help-final = Показание из акта. По нему считается расход за месяц замены. Если его никто не записал, пропустите.

# Счётчик, который ставят
meters-desk-ask-resource = <b>{ $account }</b>
    Что считает новый счётчик?
meters-desk-help-resource = Выберите ресурс кнопкой. Потом его не изменить: у счётчика появится история.
meters-desk-ask-zones = Сколько у него тарифов?
meters-desk-help-zones = Один тариф — один показатель на весь день. Два — день и ночь, три — ещё и полупик.
meters-desk-ask-serial = Номер счётчика, как на корпусе?
    Пример: <code>12-345678</code>
meters-desk-ask-serial-new = Номер нового счётчика, как на корпусе?
    Пример: <code>12-345678</code>
meters-desk-help-serial = Заводской номер: до 40 знаков, как на корпусе или в паспорте. По нему бухгалтерия узнаёт счётчик.
meters-desk-ask-place = Где он стоит?
    Пример: <code>Кухня</code>
meters-desk-help-place = Место помогает не спутать два похожих счётчика. До 40 знаков; можно пропустить.
meters-desk-ask-dial = Сколько знаков на циферблате: до запятой и после неё?
    Пример: <code>5 3</code>
meters-desk-dial-usual = Обычный: { $digits } и { $decimals }
meters-desk-help-dial = Чёрные цифры — до запятой, красные — после. По ним бот замечает лишнюю цифру и переход через ноль.
meters-desk-ask-initial = Что он показывает сейчас?
    Пример: <code>0</code>
meters-desk-ask-initial-zones = Что он показывает сейчас? Введите тарифы через пробел, их { $zones }.
    Пример: <code>0 0</code>
meters-desk-initial-zero = С нуля
meters-desk-help-initial = С этого показания пойдёт расход. Если его никто не записал, пропустите: расход посчитается со второго показания.
meters-desk-ask-next = До какого дня он поверен?
    Пример: <code>15.11.2032</code>
meters-desk-help-next = Дата следующей поверки из паспорта. За месяц до неё бот напомнит жителю.
meters-desk-unknown = неизвестно

meters-desk-review-add = <b>Новый счётчик: { $account }</b>
meters-desk-review-replace = <b>Замена счётчика: { $account }</b>
meters-desk-review-remove = <b>Снять счётчик: { $account }</b>
meters-desk-review-old = ▪️ Снимаем: <b>{ $meter }</b>
    { $day }, показание { $values }
meters-desk-review-new = ▫️ Ставим: <b>{ $resource }, № { $serial }</b>
meters-desk-review-doubt = ⚠️ Расход необычный. Сверьтесь с актом.
meters-desk-review-told = Жителям этой квартиры придёт сообщение. Нажмите «Сохранить».
meters-desk-review-gone = Показания он принимать перестанет, история останется. Жителям этой квартиры придёт сообщение.
meters-desk-added-done = ✅ Счётчик № { $serial } добавлен. Жителям сообщено.
meters-desk-replaced-done = ✅ Счётчик заменён, новый — № { $serial }. Жителям сообщено.
meters-desk-removed-done = ✅ Снят: { $meter }. Жителям сообщено.
meters-desk-restored = ↩️ Счётчик снова на месте
meters-desk-automatic-set = 📡 Теперь он передаёт показания сам
meters-desk-manual-set = ✍️ Теперь показания передаёт житель
meters-desk-edited = ✅ Исправлено: { $meter }

meters-desk-empty = Убрать
meters-desk-edit-serial = <b>{ $meter }</b>
    Сейчас: { $current }. Какой номер верный?
    Пример: <code>12-345678</code>
meters-desk-edit-place = <b>{ $meter }</b>
    Сейчас: { $current }. Где он стоит?
    Пример: <code>Кухня</code>
meters-desk-edit-dial = <b>{ $meter }</b>
    Сейчас: { $current }. Сколько знаков до запятой и после неё?
    Пример: <code>5 3</code>
meters-desk-edit-verified = <b>{ $meter }</b>
    Сейчас: { $current }. Когда его поверили?
    Пример: <code>15.11.2026</code>
meters-desk-edit-next = <b>{ $meter }</b>
    Сейчас: { $current }. До какого дня он поверен?
    Пример: <code>15.11.2032</code>
meters-desk-help-verified = День последней поверки из акта или паспорта.

# Сообщения жителям
meters-changed-added = 🔢 Добавлен счётчик: { $meter }, { $account }
    Теперь его показания можно передавать здесь.
meters-changed-replaced = 🔁 Счётчик заменён: { $account }
    Новый: { $meter }. Передавайте показания нового.
meters-changed-replaced-from = Начинается с { $values }.
meters-changed-replaced-old = Прежний № { $serial } снят { $day }.
meters-changed-replaced-old-final = Прежний № { $serial } снят { $day }, показание { $values }.
meters-changed-removed = ▪️ Счётчик снят: { $meter }, { $account }
    Его показания передавать больше не нужно.
meters-changed-restored = 🔢 Счётчик снова в списке: { $meter }, { $account }
    Его показания опять принимаются.
meters-changed-verified = ✅ Счётчик поверен: { $meter }, { $account }
    Следующая поверка: { $day }.
meters-changed-automatic = 📡 Счётчик передаёт показания сам: { $meter }, { $account }
    Вводить их больше не нужно.
meters-changed-manual = ✍️ Показания снова передаёте вы: { $meter }, { $account }
meters-changed-wrong = Если это ошибка, позвоните в контакт-центр.

meters-card-replaces = Стоит вместо № { $serial }, который сняли { $day }
meters-card-replaces-final = Стоит вместо № { $serial }, который сняли { $day } с показанием { $values }
meters-button-history-old = 📜 Прежний № { $serial }

error-meter-serial-wrong = Введите номер счётчика, до 40 знаков. Пример: <code>12-345678</code>
error-meter-place-wrong = Место — от 1 до { $max } знаков. Например: Кухня.
error-meter-zones-wrong = Тарифов бывает от 1 до 3. Выберите кнопкой.
error-meter-dial-wrong = Введите два числа: знаков до запятой (от 1 до 10) и после (до 4). Пример: <code>5 3</code>
error-meter-dial-short = В истории есть показания длиннее, чем { $digits } знаков. Проверьте циферблат.
error-meter-date-wrong = Введите дату так: 20.11.2026
error-meter-date-future = Этот день ещё не наступил. Введите сегодняшний или прошедший.
error-meter-removed-before = Последнее показание передано { $day }: снять счётчик раньше этого дня нельзя.
error-meter-verification-order = Следующая поверка должна быть позже последней.
error-meter-exists = Счётчик № { $serial } у этого счёта уже есть. Проверьте номер.
error-meter-taken-away = Этот счётчик уже снят.
error-meter-was-replaced = Вместо него уже стоит другой счётчик. Сначала снимите новый.
error-reading-no-photo = Фото к этому показанию нет.
