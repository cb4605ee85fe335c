# Счётчики и показания.

meters-resource-cold_water = 💧 Холодная вода
meters-resource-hot_water = 🔥 Горячая вода
meters-resource-electricity = ⚡ Электричество
meters-resource-heat = ♨️ Отопление
meters-resource-gas = 🟦 Газ
meters-name-cold_water = Холодная вода
meters-name-hot_water = Горячая вода
meters-name-electricity = Электричество
meters-name-heat = Отопление
meters-name-gas = Газ
meters-short-cold_water = 💧 ХВС
meters-short-hot_water = 🔥 ГВС
meters-short-electricity = ⚡ Свет
meters-short-heat = ♨️ Тепло
meters-short-gas = 🟦 Газ
meters-unit-cold_water = м³
meters-unit-hot_water = м³
meters-unit-electricity = кВт·ч
meters-unit-heat = Гкал
meters-unit-gas = м³
meters-serial = № { $serial }
meters-amount = { $amount } { $unit }
meters-zone = (тариф { $zone })

meters-title = <b>🔢 Показания</b>
meters-choose-account = Счётчики какой квартиры показать?
meters-no-links = Лицевых счетов пока нет. Добавьте счёт с квитанции — здесь появятся его счётчики.
meters-no-meters = Счётчиков пока нет: их добавляет управляющая компания. Если счётчик у вас стоит, а здесь его нет, сообщите в контакт-центр.
meters-account = <b>{ $account }</b>
meters-needs-full = Счётчики и показания видны после подтверждения: это защищает вас от чужих рук. Нужны фамилия и квартира с квитанции.
meters-window-open = 🟢 Приём открыт до { $to } включительно. { $days ->
    [one] Остался { $days } день.
    [few] Осталось { $days } дня.
   *[other] Осталось { $days } дней.
  }
meters-window-extended = 🟢 Приём продлён до { $to } включительно.
meters-window-soft = 🟡 Срок приёма прошёл, но показания принимаются: они пойдут в следующий расчёт ({ $from } — { $to }).
meters-window-closed = 🔴 Сейчас показания не принимаются. Следующий приём: { $from } — { $to }.
meters-window-for = { $windowHtml }
    <i>{ $resources }</i>
meters-window-owner = Срок установила компания «{ $company }».
meters-window-owner-phone = Срок установила компания «{ $company }», тел. { $phone }.
meters-last = Последнее: <b>{ $values }</b> на { $day }
meters-last-estimate = Начислено по среднему: <b>{ $values }</b> на { $day }
meters-no-readings = Показаний ещё нет
meters-initial = При установке: <b>{ $values }</b>
meters-sent-accepted = ✅ За { $period } принято, № { $number }
meters-sent-exported = 📤 За { $period } передано в расчёт, № { $number }
meters-sent-rejected = ❌ За { $period } не принято: { $reason }
meters-sent-none = ⏳ За { $period } ещё не передано
meters-automatic = 📡 Передаёт показания сам
meters-verification-near = ⚠️ Поверка до { $day }: скоро
meters-verification-expired = ⚠️ Поверка закончилась { $day }. Компания может не принять показания
meters-card-zones = Тарифов: { $zones }
meters-card-place = Где стоит: { $place }
meters-card-verified = Поверен: { $day }
meters-card-next = Следующая поверка: { $day }
meters-card-next-unknown = Дата поверки не указана

meters-button-enter = ✍️ Передать показания
meters-button-remind = 🔔 Напомнить
meters-button-meters = 🔢 Счётчики
meters-button-rename = ✏️ Назвать
meters-button-history = 📜 История
meters-button-chart = 📈 График
meters-button-chart-of = 📈 { $resource }
meters-button-csv = ⬇️ CSV
meters-button-xlsx = ⬇️ Excel
meters-button-prove = 🔓 Открыть полный доступ
meters-button-link = ➕ Добавить лицевой счёт

# Форма
meters-enter-title = <b>✍️ Показания: { $account }</b>
meters-enter-until = Можно передать до { $day } включительно.
meters-enter-choose = Выберите счётчик кнопкой.
meters-enter-ask = Введите показание: <b>{ $meter }</b>
    Пример: <code>{ $example }</code>
meters-enter-ask-zones = Введите показания через пробел, тарифов { $zones }: <b>{ $meter }</b>
    Пример: <code>{ $example }</code>
meters-line-name = { $mark } <b>{ $meter }</b>
meters-line-previous = Было: { $values } на { $day }
meters-line-estimate = Было по расчёту компании: { $values } на { $day }
meters-line-initial = При установке: { $values }
meters-line-no-previous = Прошлых показаний нет
meters-line-sent = За этот месяц уже передано: { $values }
meters-line-entered = Введено: <b>{ $values }</b>
meters-line-photo = 📷 Фото приложено
meters-line-automatic = 📡 Передаёт сам, вводить не нужно
meters-line-verification = Поверка закончилась: показания не принимаются
meters-line-closed = Приём откроется { $day }
meters-button-next = Пропустить счётчик
meters-button-clear = Стереть введённое
meters-button-done = Дальше
meters-button-save = Сохранить
meters-button-correct = Исправить
meters-button-yes = Да, всё верно
meters-button-retype = Ввести заново
meters-button-take = Взять { $value }
meters-help-entry = Введите цифры со счётчика, с запятой или точкой. Порядок любой: нужный счётчик выберите кнопкой. Можно написать сразу всё: «хвс 123,4 гвс 56». Фото счётчика тоже можно прислать — оно сохранится как подтверждение.
meters-help-confirm = Показание необычное, поэтому бот переспрашивает. Ничего не отправлено: посмотрите на счётчик и ответьте кнопкой.
meters-check-title = 🤔 <b>{ $meter }</b>
meters-check-values = Было { $before }, стало <b>{ $now }</b>.
meters-doubt-jump = Выходит { $used }{ $zone } — заметно больше обычного.
meters-doubt-roll-over = Меньше прошлого. Так бывает, когда счётчик прошёл полный круг: тогда расход { $used }{ $zone }. Это так?
meters-doubt-estimate = Меньше, чем посчитала компания по среднему{ $zone }. Если на счётчике именно столько, подтвердите.
meters-guess-extra-digit = Возможно, лишняя цифра. Всё верно?
meters-guess-missing-point = Возможно, пропущена запятая перед красными цифрами. Всё верно?
meters-guess-swapped = Возможно, горячая и холодная вода перепутаны. Всё верно?
meters-guess-none = Проверьте цифры на счётчике. Всё верно?
meters-nothing-to-confirm = Подтверждать нечего.
meters-review-title = <b>Проверьте: { $account }</b>
meters-review-values = Было { $before } → стало <b>{ $now }</b>
meters-review-used = Расход: { $used }
meters-review-used-cost = Расход: { $used }, примерно { $cost }
meters-review-replaces = Заменит переданное: { $values }
meters-review-verification = ⚠️ Поверка закончилась, компания может не принять показание
meters-review-cost = Примерно к оплате: <b>{ $cost }</b> по тарифам последнего счёта
meters-review-left = Не введено: { $meters }
meters-review-end = Пока ничего не отправлено. Нажмите «Сохранить».
meters-done-title = <b>✅ Показания приняты: { $account }</b>
meters-done-title-taken = <b>Показания уже переданы: { $account }</b>
meters-done-line = <b>{ $meter }</b>
    { $values } за { $period }
    № <code>{ $number }</code>, { $time }
meters-done-same = <b>{ $meter }</b>
    { $values } за { $period } — уже было передано
    № <code>{ $number }</code>, { $time }
meters-done-taken = <b>{ $meter }</b>
    Только что передано с другого телефона: { $values }
    № <code>{ $number }</code>, { $time }
meters-done-taken-what = Ваши числа для этого счётчика не сохранены. Если верны они, откройте форму ещё раз и исправьте.
meters-done-correct = Ошиблись? До конца приёма показание можно исправить.
meters-button-again = ✍️ Исправить

# Свободное сообщение
meters-free-which = Показания прочитаны. Для какой они квартиры?

# История
meters-history-title = <b>📜 { $meter }</b>
meters-history-row = { $month }: <b>{ $values }</b> · { $used }{ $mark }
meters-history-none = Показаний пока нет.
meters-history-marks = ~ по среднему или поровну за пропущенные месяцы · ✅ принято · 📤 в расчёте · ❌ не принято
meters-history-reason = ❌ { $month }: { $reason }
meters-chart-title = { $resource }: расход
meters-chart-subtitle = { $account }, { $unit }
meters-chart-this-year = эти 12 месяцев
meters-chart-year-ago = год назад
meters-chart-note = * по среднему или поровну за пропущенные месяцы
meters-chart-caption = { $resource }, { $account }. Всего за 12 месяцев: { $total }
meters-chart-caption-compared = { $resource }, { $account }. Всего за 12 месяцев: { $total }, годом раньше: { $before }
meters-file-name = pokazaniya
meters-file-caption = Все показания: { $account }
meters-file-sheet = Показания
meters-column-resource = Ресурс
meters-column-serial = Номер счётчика
meters-column-place = Место
meters-column-period = Месяц
meters-column-value = Показание { $zone }
meters-column-date = Дата
meters-column-status = Статус
meters-column-reason = Причина
meters-column-number = Номер передачи
meters-status-accepted = принято
meters-status-exported = передано в расчёт
meters-status-rejected = не принято
meters-status-replaced = исправлено
meters-status-estimate = по среднему
meters-status-import = от компании

# Имя счётчика
meters-ask-name = Как назвать у себя: <b>{ $meter }</b>?
    Например: <code>Кухня</code>
meters-help-name = Название видите только вы. Оно помогает не путать счётчики.
meters-renamed = ✅ Теперь он называется «{ $name }».
meters-name-removed = ✅ Название убрано.

# Напоминание и сообщения
meters-remind-set = 🔔 Напомним { $day }, когда откроется приём.
meters-window-opened = 🔔 Открыт приём показаний: { $account }
    До { $to } включительно. Займёт минуту.
meters-window-extended-news = 📅 Приём показаний продлён: { $account }
    Теперь до { $to } включительно.
meters-exported-news = 📤 Ваши показания за { $period } переданы в расчёт: { $account }
    Номера: { $numbers }
meters-rejected-news = ❌ Показание не принято: { $meter }, { $account }
    { $values } за { $period }, № { $number }
    Причина: { $reason }
meters-rejected-open = Передайте его ещё раз: приём открыт.
meters-rejected-closed = Вопросы по показанию — в контакт-центр компании.
meters-home-open = 🔢 Открыт приём показаний до { $to }. Ещё не передано: { $accounts }
meters-pay-hint = 🔢 Приём показаний открыт до { $to }, а показаний ещё нет. Передать можно сейчас, платить это не мешает.

# Отказы
error-readings-need-full-level = Показания открываются после подтверждения фамилии и квартиры.
error-meters-none = У этого счёта нет счётчиков.
error-meter-not-found = Этого счётчика нет среди ваших. Откройте список заново: /readings
error-meter-archived = Этот счётчик снят. Передайте показание нового.
error-meter-automatic = Этот счётчик передаёт показания сам.
error-meter-verification-expired = Поверка счётчика закончилась, компания не принимает его показания. Закажите поверку.
error-meter-name-wrong = Название от 1 до { $max } знаков. Например: Кухня.
error-reading-not-a-number = Введите число со счётчика. Пример: <code>123,4</code>
error-reading-too-long = Слишком длинное число. Проверьте цифры на счётчике.
error-reading-zones = Здесь нужно чисел: { $zones }, а введено: { $given }. Введите их через пробел.
error-reading-too-many-decimals = { $decimals ->
    [0] Этот счётчик показывает целые числа: введите без запятой.
    [one] После запятой может быть не больше { $decimals } знака.
   *[other] После запятой может быть не больше { $decimals } знаков.
  }
error-reading-too-many-digits = У этого счётчика { $digits } цифр до запятой. Проверьте, не лишняя ли цифра или не пропущена ли запятая.
error-reading-in-future = Дата показания ещё не наступила.
error-reading-below-previous = Меньше прошлого показания ({ $previous }). Проверьте цифры на счётчике.
error-reading-below-former = Меньше прошлого показания этого счётчика. Проверьте цифры или позвоните в контакт-центр.
error-reading-looks-swapped = Меньше прошлого показания ({ $previous }). Похоже, горячая и холодная вода перепутаны местами.
error-reading-window-closed = Приём показаний закрыт. Когда откроется — в разделе /readings.
error-reading-needs-confirmation = По счётчику № { $serial } пока вы заполняли, изменились прошлые показания. Введите его ещё раз.
error-reading-no-such-meter = Такого счётчика у этой квартиры нет.
error-reading-which-meter = Непонятно, какой счётчик. Выберите его кнопкой и введите число.
error-reading-photo-only = Как подтверждение подходит фото, не файл.
error-reading-photo-large = Фото больше 20 МБ. Пришлите его сжатым.
error-readings-nothing-entered = Пока ничего не введено.
error-readings-no-history = Для графика нужны хотя бы два показания.

# Сотрудникам: сроки приёма и выгрузка
meters-windows-title = <b>🗓 Сроки приёма показаний</b>
meters-windows-choose = Выберите поставщика.
meters-windows-provider = <b>🗓 { $provider }</b>
meters-windows-open = 🟢 Приём за { $period } открыт.
meters-windows-soft = 🟡 Срок прошёл, показания идут за { $period }.
meters-windows-closed = 🔴 Приём закрыт, откроется { $day }.
meters-windows-usual = Свой срок не задан: обычный, с 10 по 25 число.
meters-windows-rule = • с { $from } по { $to } число, { $mode }
    { $place }; { $resource }; действует с { $since }
meters-windows-extension = 📅 { $period } продлён до { $until }: { $place }
meters-windows-waiting = Ждут выгрузки показаний: { $count }
meters-window-every-house = Все дома
meters-window-every-resource = Все ресурсы
meters-window-mode-closed = строго в срок
meters-window-mode-soft = можно в любой день
meters-window-button-extend = 📅 Продлить приём
meters-window-button-set = ✏️ Изменить срок
meters-window-button-export = 📤 Выгрузить показания
meters-window-button-windows = 🗓 Сроки приёма
meters-window-button-extend-now = Продлить и сообщить
meters-window-choose-house = Для какого дома?
meters-window-no-houses = Домов в справочнике нет: срок общий для всех.
meters-window-ask-resource = <b>{ $provider }</b>, { $place }
    Для какого ресурса срок?
meters-window-help-resource = Срок можно задать сразу для всех ресурсов или для одного: тогда он важнее общего.
meters-window-ask-days = С какого по какое число принимать показания?
    Пример: <code>10-25</code>
meters-window-help-days = Два числа от 1 до 31. Если второе меньше первого, приём кончается в следующем месяце: 25-3. Где в месяце меньше дней, берётся последний.
meters-window-ask-mode = Что делать вне срока?
meters-window-help-mode = «Строго в срок»: вне срока показания не принимаются. «В любой день»: принимаются и идут в следующий расчёт.
meters-window-ask-since = С какого времени действует?
meters-window-since-now = С этого месяца
meters-window-since-next = Со следующего месяца
meters-window-help-since = Уже открытый приём по новому сроку может закрыться сразу. Чтобы никого не застать врасплох, выберите следующий месяц.
meters-window-review = <b>{ $provider }</b>
    { $place }; { $resource }
    с { $from } по { $to } число, { $mode }
    { $since }
meters-window-crosses = Приём кончается в следующем месяце; показания считаются за тот месяц, в котором он открылся.
meters-window-set = ✅ Срок приёма задан.
meters-window-ask-until = <b>{ $provider }</b>, { $place }
    Приём за { $period } до { $usual }. До какого дня продлить? Раньше { $next }, когда откроется следующий.
    Пример: <code>{ $example }</code>
meters-window-help-until = Последний день, в который можно передать показания, включительно. Тем, кто ещё не передал, бот сообщит сам.
meters-window-extend-review = <b>{ $provider }</b>, { $place }
    Приём за { $period } продлится до { $until } включительно. Жителям, которые ещё не передали показания, придёт сообщение.
meters-window-extended-done = ✅ Приём продлён до { $until }. Сообщение получат: { $told }.
meters-export-title = <b>📤 Показания: { $provider }</b>
meters-export-none = Выгрузок ещё не было.
meters-export-row = № { $batch } · { $day } · показаний { $count }
meters-export-made = ✅ Выгрузка № { $batch } готова: показаний { $count }{ $replacements ->
    [0] {""}
   *[other] {", "}замен счётчиков { $replacements }
}. Жителям сообщено.
meters-export-button-new = Выгрузить новые
meters-export-button-file = № { $batch } { $format }
meters-export-csv = CSV
meters-export-xlsx = Excel
meters-export-blocks = блоки
meters-export-caption = Показания, выгрузка № { $batch }
error-window-days-wrong = Нужны два числа от 1 до 31. Пример: <code>10-25</code>
error-window-date-wrong = Введите дату. Пример: <code>30.11.2026</code>
error-extension-day-wrong = Нужен день позже { $usual } и раньше { $next }.
error-building-not-found = Такого дома у этого поставщика нет.
error-readings-nothing-to-export = Новых показаний для выгрузки нет.
error-reading-export-not-found = Такой выгрузки нет.
meters-button-caller = ☎️ Показания со слов жителя
meters-caller-ask = <b>{ $provider }</b>
    Номер лицевого счёта того, кто звонит?
    Пример: <code>1234567890</code>
meters-caller-help = Показания запишутся с пометкой, что их ввёл сотрудник. Сначала проверьте, что звонит тот, чей это счёт: спросите кодовое слово.
meters-caller-found = Счёт <code>{ $number }</code> найден.
meters-enter-title-staff = <b>☎️ Показания со слов жителя: { $account }</b>
meters-help-entry-staff = Попросите прочитать цифры со счётчика и введите их с запятой или точкой. Порядок любой: нужный счётчик выберите кнопкой. Можно написать сразу всё: «хвс 123,4 гвс 56».
meters-help-confirm-staff = Показание необычное. Попросите ещё раз прочитать цифры со счётчика и ответьте кнопкой. Пока ничего не записано.
meters-guess-none-staff = Попросите прочитать цифры ещё раз. Всё верно?
meters-done-title-staff = <b>✅ Показания записаны со слов жителя: { $account }</b>
meters-done-taken-what-staff = Ваш ввод для этого счётчика не сохранён. Если верны числа того, кто звонит, откройте форму ещё раз и исправьте.
meters-done-correct-staff = Назовите жителю номер: по нему показание найдут. До конца приёма его можно исправить.
