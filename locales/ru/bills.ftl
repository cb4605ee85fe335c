# Счета: список и карточка.

bills-title-unpaid = <b>🧾 Счета к оплате</b>
bills-title-all = <b>🧾 Все счета</b>
bills-period-shown = Период: { $from } – { $to }
bills-no-accounts = Здесь появляются счета лицевых счетов, которые вы добавили. Добавьте счёт с квитанции: начисления придут сами, и платить можно будет в два нажатия.
bills-none-unpaid = Неоплаченных счетов нет.
bills-none = Счетов пока нет: они появятся, когда компания их выставит.
bills-none-in-period = За этот период счетов нет.
bills-group = <b>{ $provider }</b> · неоплаченных: { $count }
bills-row = { $index }. <b>{ $period }</b> · { $account }
bills-row-issued = { $type } от { $date } на { $sum }
bills-row-due = К оплате <b>{ $sum }</b> · { $status }
bills-row-overpaid = Переплата { $sum } · { $status }
bills-row-status = Статус: { $status }
bills-total-due = Всего к оплате: <b>{ $sum }</b>
bills-account-number = № { $number }

bills-status-unpaid = не оплачен
bills-status-partly_paid = оплачен частично
bills-status-processing = в обработке
bills-status-paid = оплачен
bills-status-marked = отмечен вами
bills-status-archived = архивный

bills-button-unpaid = Неоплаченные
bills-button-all = Все
bills-button-period = 📅 Период
bills-button-refresh = 🔄 Обновить
bills-button-open = { $index } · { $period }
bills-button-pay = 💳 Оплатить
bills-button-pay-sum = 💳 Оплатить { $sum }
bills-button-advance = Внести аванс
bills-button-add = ➕ Добавить лицевой счёт
bills-button-prove = 🔓 Открыть все строки
bills-button-list = ‹ К счетам
bills-button-lines = Строки { $from }–{ $to }

bills-pick-from = <b>📅 Период</b>
    С какого месяца показать счета?
bills-pick-to = <b>📅 Период</b>
    Начало: { $from }. По какой месяц показать?
bills-period-all = За всё время
bills-period-3 = 3 месяца
bills-period-6 = 6 месяцев
bills-period-12 = 12 месяцев

bills-card-title = <b>🧾 Счёт за { $period }</b>
bills-card-provider = { $provider }
bills-card-account = { $label }: <code>{ $number }</code>
bills-card-own-name = Ваше название: { $name }
bills-card-issued = { $type } от { $date }
bills-card-payer = Плательщик: { $name }
bills-card-address = Адрес: { $address }
bills-card-flat = квартира { $flat }
bills-card-area = Площадь: { $total } м²
bills-card-area-living = Площадь: { $total } м², жилая { $living } м²
bills-card-residents = Проживает: { $count }
bills-card-status = Статус: { $status }
bills-card-lines = <b>Начисления</b>
bills-card-basic = Строки счёта и данные плательщика откроются после подтверждения, что счёт ваш.
bills-card-no-lines = Компания не передала строки этого счёта, только сумму.
bills-card-total = <b>Итого по счёту: { $sum }</b>
bills-card-comment = Комментарий: { $comment }
bills-card-as-of = По данным компании на { $date }
bills-card-later = <b>Оплачено после этой даты</b>
bills-card-later-mine = { $date } · { $sum } · вы
bills-card-later-other = { $date } · { $sum } · другой плательщик
bills-card-later-channel = { $date } · { $sum } · { $channel }
bills-card-later-refund = { $date } · возврат { $sum }
bills-card-due = <b>К оплате: { $sum }</b>
bills-card-settled = <b>Оплачено полностью</b>
bills-card-overpaid = <b>Переплата { $sum }, платить не нужно</b>
bills-card-archived = Это счёт прошлого периода: его долг, если он был, стоит в самом новом счёте.

bills-label-account = Лицевой счёт
bills-label-payment_code = Платёжный код
bills-label-contract = Договор
bills-label-uin = УИН
bills-label-phone = Телефон

bills-line = { $number }. { $service } — <b>{ $sum }</b>
bills-subline = └ в т. ч. { $service } — { $sum }
bills-line-product = { $volume } { $unit } × { $tariff } ₽
bills-line-volume = объём { $volume } { $unit }
bills-line-tariff = тариф { $tariff } ₽
bills-line-accrued = начислено { $sum }
bills-line-recalculation = перерасчёт { $sum }
bills-line-benefits = льготы { $sum }
bills-line-penalty = пени { $sum }
bills-line-debt = долг { $sum }
bills-line-overpayment = переплата { $sum }
bills-line-paid = оплачено в прошлом месяце { $sum }
bills-line-undersupplyDays = недопоставка { $days } дн.
bills-line-undersupplySum = недопоставка { $sum }
bills-line-withinNorm = в пределах норматива { $sum }

bills-finding-line-product = ⚠️ «{ $service }»: объём × тариф = { $computed }, а начислено { $stated }.
bills-finding-line-total = ⚠️ «{ $service }»: по столбцам выходит { $computed }, а к оплате { $stated }.
bills-finding-bill-total = ⚠️ Сумма строк { $computed }, а итог счёта { $stated }.

error-bill-not-found = Такого счёта среди ваших нет. Возможно, доступ к лицевому счёту закончился.

# Карточка: что можно сделать ещё
bills-button-why = ❓ Почему столько
bills-button-pdf = 📄 Копия в PDF
bills-button-year = 📊 За 12 месяцев
bills-button-table = 🧮 Все строки таблицей
bills-table-none = Таблицей этот счёт здесь не показать. Все строки есть в карточке счёта и в PDF: кнопка «📄 Копия в PDF».
bills-button-finance = 📒 Финансы
bills-button-requisites = 📋 Реквизиты
bills-button-mark = ☑️ Отметить оплаченным
bills-button-unmark = ↩️ Снять отметку
bills-button-archive = 🗂 Прошлые счета
bills-button-card = ‹ К счёту
bills-mark-note = Вы отметили счёт оплаченным: он ушёл из неоплаченных, напоминаний не будет. На баланс отметка не влияет; следующий счёт от компании всё пересчитает.
error-bill-not-markable = Отметить можно только новый неоплаченный счёт. Откройте список: там его состояние сейчас.
error-full-level-needed = Это видно после подтверждения, что счёт ваш. Нажмите «Открыть все строки» в карточке счёта.

# Почему счёт изменился
bills-why-title = <b>❓ Почему счёт изменился</b>
bills-why-sums = { $period }: <b>{ $sum }</b>
    { $before }: { $was }
bills-why-more = Стало <b>больше на { $sum }</b>.
bills-why-less = Стало <b>меньше на { $sum }</b>.
bills-why-same = Сумма не изменилась.
bills-why-first = Это первый счёт, который здесь есть: сравнить пока не с чем. Со следующим счётом здесь будет видно, какая строка изменилась и почему.
bills-why-no-lines = Компания передала только сумму, без строк: по ней не видно, что изменилось. Спросите у компании расшифровку.
bills-why-nothing = Все строки такие же, как в прошлом счёте.
bills-why-causes = Из-за чего: { $causes }
bills-why-cause = { $cause } { $sum }
bills-why-line = { $index }. { $service }: <b>{ $sum }</b>
bills-why-part-volume = • объём: было { $before }, стало { $after } { $unit } ({ $sum })
bills-why-part-tariff = • тариф: был { $before } ₽, стал { $after } ₽ ({ $sum })
bills-why-part-plain = • { $cause }: { $sum }
bills-why-rest = И ещё строк: { $count }, вместе { $sum }.
bills-why-unexplained = Ещё { $sum } строки не объясняют: их сумма не равна итогу счёта.
bills-button-picture = 🖼 Картинкой
bills-button-disagree = ✋ Не согласен со строкой
bills-why-picture-caption = Красным — стало больше, зелёным — меньше.
bills-year-caption = Что начислено по месяцам, без долгов прошлых месяцев.
bills-picture-nothing = Рисовать нечего: с прошлого счёта ничего не изменилось или сравнить не с чем.
bills-disagree-title = <b>✋ Не согласен со строкой</b>
    Счёт за { $period }. С чем вы не согласны? Подготовим заявку на перерасчёт: счёт, месяц и строка в ней уже будут указаны.
bills-disagree-whole = Со всем счётом

# Реквизиты
bills-requisites-title = <b>📋 Реквизиты для оплаты</b>
bills-requisites-hint = Нажмите кнопку, и значение скопируется.
bills-requisites-none = Компания не сообщила реквизиты. Скопировать можно номер.
bills-requisites-payee = Получатель: { $value }
bills-requisites-inn = ИНН: <code>{ $value }</code>
bills-requisites-kpp = КПП: <code>{ $value }</code>
bills-requisites-account = Расчётный счёт: <code>{ $value }</code>
bills-requisites-bank = Банк: { $value }
bills-requisites-bic = БИК: <code>{ $value }</code>
bills-requisites-corresp = Корр. счёт: <code>{ $value }</code>
bills-button-copy-number = 📋 { $label }
bills-button-copy-account = 📋 Расчётный счёт
bills-button-copy-bic = 📋 БИК
bills-button-copy-inn = 📋 ИНН
bills-button-copy-all = 📋 Всё сразу
bills-requisites-copy = { $name }, ИНН { $inn }, р/с { $account }, { $bank }, БИК { $bic }, к/с { $corresp }, л/с { $number }

# Финансы по месяцам
bills-finance-title = <b>📒 Финансы по месяцам</b>
bills-finance-account = { $provider } · { $account }
bills-finance-empty = Пока нечего показать: нет ни счетов, ни оплат.
bills-finance-month = <b>{ $period }</b>
bills-finance-opening = На начало: { $sum }
bills-finance-accrued = Начислено: { $sum }
bills-finance-recalculation = Перерасчёт: { $sum }
bills-finance-paid = Оплачено: { $sum }
bills-finance-asked = К оплате по счёту: { $sum }
bills-finance-closing = На конец: { $sum }
bills-finance-overpaid = переплата { $sum }
bills-finance-caption = Финансы по месяцам.
bills-finance-button-pdf = 📄 В PDF
bills-finance-button-account = ‹ К лицевому счёту

# Период словами
bills-button-type-period = ⌨️ Ввести период
bills-ask-period = Напишите период: месяц или два месяца через тире. Например: <code>июль 2026 – октябрь 2026</code>, <code>07.2026-10.2026</code> или просто <code>2026</code>.
bills-help-period = Покажем счета за эти месяцы, включая первый и последний.
error-period-not-read = Не получилось понять период. Пример: июль 2026 – октябрь 2026, 07.2026-10.2026 или 2026.
bills-type-default = Выставленный счёт

# Единицы счёта, которые называют реестры
unit-m2 = м²
unit-m3 = м³
unit-kwh = кВт·ч
unit-gcal = Гкал
unit-person = чел.
unit-piece = шт.
unit-month = мес.
unit-flat = кв.
