# Картинки и документы: что общего у всех.

document-page = Страница { $page } из { $pages }

# Под столбцами графиков.
chart-month-01 = янв
chart-month-02 = фев
chart-month-03 = мар
chart-month-04 = апр
chart-month-05 = май
chart-month-06 = июн
chart-month-07 = июл
chart-month-08 = авг
chart-month-09 = сен
chart-month-10 = окт
chart-month-11 = ноя
chart-month-12 = дек

error-documents-busy = Сейчас готовится много документов. Повторите, пожалуйста, через минуту.
error-document-too-slow = Документ готовится слишком долго. Повторите, пожалуйста, через минуту.

# Копия счёта (PDF)
document-bill-title = Счёт за { $period }
document-bill-issued = { $type } от { $date }. Копия
document-bill-inn = ИНН { $inn }
document-bill-payer = Плательщик
document-bill-address = Адрес
document-bill-flat = кв. { $flat }
document-bill-area-label = Площадь
document-bill-area = { $total } м²
document-bill-area-living = { $total } м², жилая { $living } м²
document-bill-people = Проживает
document-bill-no-lines = Компания не передала строки этого счёта, только сумму.
document-bill-subline = в т. ч. { $service }
document-bill-total = Итого
document-bill-finding-line = «{ $service }»: по столбцам выходит { $computed }, а указано { $stated }.
document-bill-finding-total = Сумма строк { $computed }, а итог счёта { $stated }.
document-bill-comment = Комментарий: { $comment }
document-bill-later = Оплачено после { $date } и ещё не учтено в счёте: { $payments }
document-bill-due = К оплате: { $sum }
document-bill-settled = Оплачено полностью
document-bill-overpaid = Переплата { $sum }, платить не нужно
document-bill-archived = Это счёт прошлого периода: его долг, если он был, стоит в самом новом счёте. Платите по нему.
document-bill-requisites = Реквизиты для оплаты
document-bill-payee = Получатель
document-bill-inn-label = ИНН
document-bill-kpp-label = КПП
document-bill-account-label = Расчётный счёт
document-bill-bank-label = Банк
document-bill-bic-label = БИК
document-bill-corresp-label = Корр. счёт
document-bill-qr = Отсканируйте в приложении банка
document-bill-foot = Копия счёта по данным компании на { $date }. Подготовлена в Telegram-боте компании.

document-column-service = Услуга
document-column-unit = Ед.
document-column-volume = Объём
document-column-tariff = Тариф, ₽
document-column-accrued = Начислено, ₽
document-column-recalculation = Перерасчёт, ₽
document-column-benefits = Льготы, ₽
document-column-penalty = Пени, ₽
document-column-openingBalance = Долг (+), переплата (−), ₽
document-column-paid = Оплачено, ₽
document-column-undersupplyDays = Недопост., дн.
document-column-undersupplySum = Недопост., ₽
document-column-withinNorm = В пределах норматива, ₽
document-column-total = К оплате, ₽
document-bill-file = schet-{ $period }-{ $number }.pdf
document-payment-purpose = Оплата по л/с { $number } за { $period }

# Картинки счетов
chart-changes-title = Почему счёт изменился
chart-changes-between = Сравниваем { $before } и { $period }. Разница: { $sum }
chart-changes-rest = Остальные строки вместе
chart-year-title = Начислено по месяцам
chart-year-about = { $account }, тыс. ₽
chart-cause-volume = объём
chart-cause-tariff = тариф
chart-cause-accrued = начисление
chart-cause-recalculation = перерасчёт
chart-cause-benefits = льготы
chart-cause-penalty = пени
chart-cause-balance = долг или оплата
chart-cause-appeared = новая строка
chart-cause-gone = строки больше нет
chart-cause-other = другое
chart-group-housing = Содержание дома
chart-group-heating = Отопление
chart-group-water = Вода и стоки
chart-group-energy = Свет и газ
chart-group-waste = Мусор
chart-group-security = Охрана и консьерж
chart-group-repair = Капремонт
chart-group-media = Связь и ТВ
chart-group-other = Прочее
chart-finance-title = Начислено и оплачено
chart-finance-accrued = Начислено
chart-finance-paid = Оплачено

# Финансы по месяцам (PDF)
document-finance-title = Начисления и оплата по месяцам
document-finance-foot = По данным компании и этого бота. Прочерк: данных нет.
document-finance-month = Месяц
document-finance-opening = На начало, ₽
document-finance-accrued = Начислено, ₽
document-finance-recalculation = Перерасчёт, ₽
document-finance-paid = Оплачено, ₽
document-finance-asked = К оплате по счёту, ₽
document-finance-closing = На конец, ₽
document-finance-signs = Долг без знака, переплата со знаком минус.
document-finance-file = finansy-{ $number }.pdf

# Справки, которые бот делает сам
document-certificate-payments = Справка об оплатах
document-certificate-no-debt = Справка об отсутствии долга
document-certificate-account = Лицевой счёт
document-certificate-address = Адрес
document-certificate-provider = Поставщик услуг
document-certificate-period = Период
document-certificate-made = Составлена
document-certificate-day = Дата
document-certificate-channel = Где оплачено
document-certificate-sum = Сумма, ₽
document-certificate-total = Всего за период
document-certificate-bot = Личный кабинет в Telegram
document-certificate-clear = Долга по лицевому счёту нет
document-certificate-basis = По счёту за { $period } и оплатам, известным на время составления.
document-certificate-advance = Переплата: { $sum }.
document-certificate-note = Справка составлена без участия сотрудника, подписи и печати на ней нет. Справку с подписью и печатью можно заказать там же, в разделе «Заявки».
document-certificate-phone = Проверить данные: { $phone }.
document-certificate-foot = По данным компании и этого бота.
document-certificate-file = spravka-{ $number }-{ $day }.pdf
