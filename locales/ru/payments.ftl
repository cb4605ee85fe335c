# Оплата: ход оплаты, счёт Telegram, чек, операции для сотрудников.

payments-review-title = <b>💳 Оплата: { $period }</b>
payments-review-line = { $service } — { $sum }
payments-review-subline = └ в т. ч. { $service } — { $sum }
payments-review-more = … и ещё строк: { $count }
payments-review-total = Сумма начислений по счёту: { $sum }
payments-review-due = <b>К оплате: { $sum }</b>
payments-review-nothing = Долга нет. Можно внести аванс: он уйдёт в счёт следующих начислений.
payments-review-held = ⏳ Этот счёт сейчас оплачивают (операция на { $sum }, начата { $time }).
payments-review-open-mine = ⏳ На этот счёт у вас уже открыта страница оплаты: { $sum }, с { $time } до { $until }. Дальше предложим продолжить её.
payments-review-open-other = ⏳ На этот счёт кто-то открыл страницу оплаты: { $sum }, с { $time } до { $until }. Заплатил ли он, пока неизвестно.
payments-notice = ℹ️ { $notice }
payments-button-whole = Вся сумма: { $sum }
payments-button-own = Другая сумма
payments-button-to-bill = ‹ К счёту

payments-ask-sum = <b>Сколько заплатить?</b>
    { $provider }, { $number }
    Долг: { $left }

    Напишите сумму в рублях. Пример: <code>1234,56</code>
    Можно от { $min } до { $max }.
payments-help-sum = Копейки через запятую или точку. Если заплатить больше долга, лишнее останется авансом на лицевом счёте.

payments-methods-title = <b>Способ оплаты</b>
    Сумма перевода: <b>{ $sum }</b>
payments-method-row = { $method }
    Комиссия { $percent } — { $commission }. К списанию <b>{ $total }</b>
payments-method-out-of-limits = { $method }
    Не подходит для этой суммы: принимает от { $min } до { $max }.
payments-no-methods = Оплата в этом боте не настроена. Заплатите по квитанции или спросите в управляющей компании.
payments-company-phone = Телефон компании: { $phone }
payments-advance-warning = ⚠️ Это на { $sum } больше долга: лишнее останется авансом.
payments-method-telegram = Картой через Telegram
payments-method-yookassa = Картой или банком (ЮKassa)
payments-method-sbp = Система быстрых платежей
payments-method-saved_card = Сохранённая карта
payments-method-bank_qr = QR-код банка
payments-button-commission = О комиссии
payments-commission-hint = Комиссия определяется договором между вашей организацией и банком. Её размер виден до оплаты на каждом экране и в чеке.

payments-confirm-title = <b>Проверьте и оплатите</b>
payments-field-recipient = Получатель: { $provider }
payments-field-account = { $label }: <code>{ $number }</code>
payments-field-bill = Счёт за { $period }
payments-field-method = Способ оплаты: { $method }
payments-field-transfer = Сумма перевода: { $sum }
payments-field-commission = Комиссия за проведение операции { $percent }: { $sum }
payments-field-charge = <b>Итого к списанию: { $sum }</b>
payments-confirm-note = Данные карты вводятся только на странице платёжной системы. Бот их не спрашивает и не видит.
payments-button-confirm = Оплатить { $sum }

payments-held-title = <b>⏳ Этот счёт уже оплачивают</b>
payments-held-title-open = <b>⏳ На этот счёт уже открыта оплата</b>
payments-held-mine = Ваша операция № { $number } на { $sum }, начата { $time }. Банк может отвечать до 15 минут.
payments-held-other = Другой плательщик начал операцию на { $sum } в { $time }. Банк может отвечать до 15 минут.
payments-held-mine-open = Ваша операция № { $number } на { $sum }: страница оплаты открыта { $time } и ждёт до { $until }. Оплаты по ней банк пока не подтвердил. Если вы ещё не платили, продолжите её.
payments-held-other-open = Другой плательщик открыл страницу оплаты на { $sum } в { $time }, она ждёт до { $until }. Заплатил ли он, пока неизвестно: спросите его или проверьте счёт позже.
payments-held-warning = Если заплатить ещё раз и пройдут обе оплаты, лишнее не пропадёт: оно останется авансом на лицевом счёте.
payments-button-check = 🔎 Проверить операцию
payments-button-continue = Продолжить её оплату
payments-button-anyway = Всё равно оплатить
payments-button-check-bill = 🔎 Проверить счёт

payments-invoice-title = { $period }, { $provider }
payments-invoice-title-number = Оплата, { $provider }
payments-invoice-title-several = Счета: { $count }
payments-invoice-bill = { $provider }. Счёт за { $period }, л/с { $number }.
payments-invoice-number = { $provider }, { $number }.
payments-invoice-several = Несколько счетов сразу: { $numbers }.
payments-invoice-sums = Сумма { $sum }, комиссия { $commission }. Операция № { $operation }.
payments-invoice-label = Оплата услуг
payments-receipt-item = { $provider }, { $period }, л/с { $number }
payments-receipt-commission = Комиссия за проведение операции
payments-button-pay = Заплатить { $sum }
payments-button-cancel = Отменить
payments-confirm-changed = Сумма изменилась. Проверьте новую и нажмите ещё раз.
payments-confirm-renewed = Этот экран был старым, мы его обновили. Проверьте и нажмите ещё раз.
payments-invoice-sent = Счёт отправлен сообщением ниже. Нажмите в нём «Заплатить»: карта вводится на странице платёжной системы.
    Операция № { $number }, { $sum }.
payments-invoice-already = Счёт уже отправлен, он ниже в чате
payments-invoice-failed = Telegram не принял счёт на эту сумму. Деньги не списаны. Попробуйте другую сумму или позже.
payments-button-status = 🔎 Статус операции
payments-cancelled = Оплата отменена, деньги не списаны.
    Операция № { $number }.
payments-button-bills = 🧾 К счетам

payments-status-processing = ⏳ в обработке
payments-status-done = ✅ выполнена
payments-status-failed = ❌ не выполнена
payments-status-partially_refunded = ↩️ выполнена, возвращена частично
payments-status-refunded = ↩️ возвращена

payments-receipt-status = <b>Операция { $status }</b>
payments-receipt-services = Оплата услуг: { $provider }
payments-receipt-accepted = <b>Принято: { $sum }</b>
payments-receipt-to-charge = К списанию: { $sum }
payments-receipt-advance = ⚠️ Счёт к этому времени был оплачен: { $sum } осталось авансом на лицевом счёте.
payments-receipt-part-advance = Сверх долга: { $sum } осталось авансом на лицевом счёте.
payments-receipt-refunded = Возвращено: { $sum }
payments-receipt-number = Номер транзакции: <code>{ $number }</code>
payments-receipt-time = Дата и время операции: { $time }
payments-receipt-operation-status = Статус операции: { $status }
payments-receipt-method = Способ оплаты: { $method }
payments-receipt-place = Место совершения операции: Telegram, @{ $bot }
payments-receipt-recipient = Получатель перевода: { $provider }
payments-receipt-inn = ИНН { $inn }
payments-receipt-details = <b>Реквизиты операции</b>
payments-receipt-comment = Комментарий к выставленному счёту: { $comment }
payments-receipt-bill-total = Сумма начислений по счёту: { $sum }
payments-receipt-due = Сумма к оплате: { $sum }
payments-receipt-payer = Плательщик: { $name }
payments-receipt-agent = <b>Платёжный агент</b>
payments-receipt-operator = <b>Оператор по переводу денежных средств</b>
payments-receipt-agent-inn = { $name }, ИНН { $inn }
payments-receipt-agent-licence = { $licence }
payments-receipt-agent-address = Адрес: { $address }
payments-receipt-agent-phones = Телефон: { $phones }
payments-receipt-support = <b>Служба поддержки</b>
payments-receipt-support-company = { $name }
payments-receipt-support-phone = Контакт-центр: { $phone }
payments-receipt-support-email = e-mail: { $email }
payments-receipt-failure = Причина: { $reason }
payments-failure-cancelled-by-payer = отменена плательщиком
payments-failure-invoice-refused = Telegram не принял счёт
payments-failure-expired = время оплаты вышло, банк её не подтвердил
payments-button-more = Подробности
payments-button-less = Скрыть подробности
payments-button-history = ‹ К истории

payments-not-done = ❌ <b>Операция № { $number } не выполнена</b>
    Банк не подтвердил оплату { $sum } ({ $provider }). Если деньги всё же спишутся, операция станет выполненной и придёт чек. Платить второй раз до этого не нужно: сначала проверьте карту.
payments-refunded = ↩️ <b>Возврат { $sum }</b>
    Операция № { $number }, { $provider }. Деньги придут туда, откуда были списаны; банк зачисляет их до нескольких дней.
payments-button-pay-again = 💳 К счёту

payments-staff-title = <b>💳 Операции жителей</b>
payments-staff-empty = Операций пока нет.
payments-staff-row = { $status } { $time } · <b>{ $sum }</b>
    № { $number } · { $provider } · { $account }
payments-staff-ids = Telegram: <code>{ $telegram }</code>
    Провайдер: <code>{ $provider }</code>
payments-staff-button-open = № { $number } · { $sum }
payments-staff-advance = ⚠️ <b>Оплата сверх долга</b>
    Операция № { $number }, { $provider }, { $account }.
    Принято { $sum }, из них авансом { $advance }: счёт к этому времени уже был оплачен. Учтите аванс или верните деньги через платёжную систему.
payments-staff-fiscal-refused = ⚠️ <b>Касса не приняла фискальный чек</b>
    Операция № { $number }, { $provider }, { $account }, { $sum }. Деньги получены, а чека у плательщика нет. Узнайте причину в личном кабинете платёжной системы и пробейте чек сами.
payments-staff-fiscal-refused-hint = ⚠️ Чек по этой операции нужно пробить вручную: касса от него отказалась.
payments-staff-unknown = ⚠️ <b>Деньги без операции</b>
    Telegram сообщил об оплате { $sum }, но такой операции в базе нет.
    Назначение: <code>{ $payload }</code>
    Telegram: <code>{ $telegram }</code>
    Провайдер: <code>{ $provider }</code>
    Найдите платёж у провайдера и верните его или зачислите.
payments-button-open-operation = Открыть операцию

error-nothing-to-pay = Платить нечего: долга по этому счёту нет.
error-bill-not-payable = Этот счёт больше не оплачивается: есть более новый, или лицевой счёт закрыт. Откройте счета и выберите самый новый.
error-bill-held = На этот счёт уже открыта другая оплата, деньги не списаны. Откройте счёт в боте и нажмите «Оплатить»: там видно, чья она, и можно заплатить всё равно.
error-amount-changed = Сумма изменилась, пока вы платили. Откройте счёт ещё раз и проверьте новую сумму.
error-amount-not-positive = Сумма должна быть больше нуля.
error-amount-too-small = Слишком мало: можно от { $min } до { $max }.
error-amount-too-large = Слишком много: можно от { $min } до { $max }.
error-money-empty = Напишите сумму числом, например 1234,56.
error-money-not-a-number = Это не похоже на сумму. Напишите число, например 1234,56.
error-money-too-precise = Копеек не больше двух знаков: 1234,56.
error-money-too-large = Такой суммы не бывает. Проверьте число.
error-method-unavailable = Этот способ оплаты сейчас недоступен. Выберите другой.
error-payment-unknown = Этот счёт на оплату не найден. Откройте счёт в боте и нажмите «Оплатить».
error-payment-not-yours = Этот счёт выставлен другому человеку. Оплатите свой: откройте его в боте.
error-payment-blocked = Доступ заблокирован, оплата невозможна. Позвоните в контакт-центр.
error-payment-currency = Валюта счёта не подходит. Откройте счёт в боте ещё раз.
error-payment-already-paid = Уже оплачено. Второй раз платить не нужно.
error-payment-superseded = Этот счёт заменён более новым. Оплатите последний счёт в чате.
error-payment-expired = Время этого счёта вышло. Откройте счёт в боте и нажмите «Оплатить» ещё раз.
error-payment-in-progress = Эта оплата уже идёт. Если банк отказал или окно закрылось, подождите до 15 минут: счёт освободится сам, и можно платить снова.
error-payment-not-found = Такой операции среди ваших нет.
error-payment-not-cancellable = Отменить нельзя: оплата уже идёт или прошла.
error-refund-not-possible = Вернуть столько нельзя: деньги не были списаны или уже возвращены.
payments-checkout-unavailable = Не получилось проверить счёт. Деньги не списаны, попробуйте через минуту.

# Платёжная система: страница оплаты, СБП, сохранённые карты.
payments-gateway-description = Операция № { $number }. { $first }
payments-receipt-item-number = { $provider }, { $number }
payments-gateway-title = <b>Операция № { $number }</b>
    { $provider }
    К списанию: <b>{ $sum }</b>
payments-gateway-open = ⏳ В обработке: ждём вашу оплату до { $until }.
    Нажмите «Перейти к оплате» и выберите карту или банк. Результат появится в этом чате сам.
payments-gateway-waiting = ⏳ В обработке: ждём ответ банка. Результат появится в этом чате сам.
payments-gateway-asking = ⏳ В обработке: платёжная система пока не ответила. Мы спрашиваем ещё; ссылка или результат появится здесь. Деньги не списаны.
payments-gateway-done = ✅ Выполнена. Чек — отдельным сообщением в этом чате.
payments-gateway-failed = ❌ Не выполнена: { $reason }. Деньги не списаны. Можно попробовать ещё раз или выбрать другой способ.
payments-button-open-page = Перейти к оплате
payments-button-ask = 🔄 Проверить оплату
payments-staff-gateway-id = Платёжная система: <code>{ $id }</code>
payments-refused = ❌ <b>Операция № { $number } не выполнена</b>
    Причина: { $reason }. Оплата { $sum } ({ $provider }) не прошла, деньги не списаны. Можно попробовать ещё раз или выбрать другой способ.
payments-failure-gateway-refused = платёжная система не приняла операцию
payments-failure-3d_secure_failed = не пройдено подтверждение банка (3-D Secure)
payments-failure-call_issuer = банк отклонил оплату, позвоните в свой банк
payments-failure-canceled_by_merchant = отменена
payments-failure-card_expired = срок действия карты истёк
payments-failure-country_forbidden = карты этой страны не принимаются
payments-failure-expired_on_confirmation = время оплаты вышло
payments-failure-expired_on_capture = время оплаты вышло
payments-failure-fraud_suspected = банк заподозрил мошенничество и не пропустил оплату
payments-failure-general_decline = банк отклонил оплату без объяснения
payments-failure-identification_required = превышены лимиты кошелька, нужна идентификация
payments-failure-insufficient_funds = не хватает денег
payments-failure-internal_timeout = платёжная система не успела ответить
payments-failure-invalid_card_number = неверный номер карты
payments-failure-invalid_csc = неверный код CVC
payments-failure-issuer_unavailable = банк не отвечает
payments-failure-payment_method_limit_exceeded = исчерпан лимит карты или кошелька
payments-failure-payment_method_restricted = операции этим способом запрещены
payments-failure-permission_revoked = разрешение на списания отозвано, карта отвязана

# Что оплатить: долг, несколько счетов, другой номер.
payments-menu-title = <b>💳 Оплата</b>
payments-menu-no-debt = По вашим лицевым счетам долга нет. Аванс можно внести из самого счёта (🧾 Счета → Все → счёт) или заплатить по другому номеру.
payments-menu-no-accounts = Нет добавленных лицевых счетов. Заплатить можно по номеру с квитанции: нажмите «По номеру». Или подключите счёт, и долг будет виден здесь сразу.
payments-menu-debt = К оплате по всем счетам: <b>{ $sum }</b>
payments-menu-bill = • { $provider }, { $account }, { $period } — { $sum }
payments-menu-more = … и ещё счетов: { $count }
payments-button-debt = Оплатить долг: { $sum }
payments-button-readings = 🔢 Сначала показания
payments-button-other = По номеру
payments-button-templates = ⭐ Шаблоны
payments-button-cards = 💳 Мои карты
payments-basket-title = <b>Несколько счетов сразу</b>
    Отметьте, что оплатить.
payments-basket-item = • { $provider }, <code>{ $number }</code> — { $sum }
payments-basket-total = Отмечено: { $count }, на <b>{ $sum }</b>
payments-basket-agents = Деньги принимают разные платёжные агенты ({ $count }), поэтому оплата пройдёт по частям, одна за другой. О каждой придёт отдельный чек.
payments-basket-sums = Какую сумму изменить? Без изменений оплатится весь долг по счёту.
payments-button-basket-sums = ✏️ Изменить суммы
payments-button-basket-sum = ✏️ { $name } · { $sum }
payments-button-ticked = ☑️ { $name } · { $sum }
payments-button-unticked = ◻️ { $name } · { $sum }
payments-method-row-sum = { $method }
    Комиссия { $commission }. К списанию <b>{ $total }</b>
payments-field-commission-sum = Комиссия за проведение операции: { $sum }
payments-save-consent = Карта запомнится у платёжной системы, чтобы не вводить её снова. Списания — только когда вы сами нажмёте «Оплатить» в боте и подтвердите. Забыть карту можно в любой момент: «Мои карты».
payments-card-consent = Деньги спишутся с сохранённой карты без ввода её данных.
payments-button-save-on = ☑️ Запомнить карту
payments-button-save-off = ◻️ Запомнить карту
payments-button-prefer-on = ★ Плачу так всегда
payments-button-prefer-off = ☆ Платить так всегда
payments-preferred = Этот способ будет первым, а шаблоны поведут сразу к подтверждению.
payments-not-preferred = Теперь способ спросим каждый раз.
payments-system-card = Карта
payments-system-visa = Visa
payments-system-mastercard = Mastercard
payments-system-mir = Мир
payments-system-unionpay = UnionPay
payments-system-jcb = JCB
payments-system-sbp = СБП
payments-system-yoo_money = ЮMoney
payments-system-sberbank = SberPay
payments-system-tinkoff_bank = T-Pay

error-nothing-chosen = Ничего не отмечено. Отметьте хотя бы один счёт.
error-basket-full = За один раз можно оплатить до { $limit } счетов.
error-several-merchants = Эти счета принимают разные платёжные агенты. Оплатите их по очереди.
error-payee-not-found = Такого номера у этого поставщика нет. Проверьте номер по квитанции.
error-card-not-found = Этой карты больше нет среди сохранённых. Выберите другой способ.

# Оплата по номеру: любой поставщик.
payments-other-title = <b>Оплата по номеру</b>
    За что заплатить? Можно заплатить и за другого человека.
payments-other-choose = Выберите поставщика.
payments-button-guessed = 📱 { $name } (ваш номер)
payments-ask-other-number = <b>{ $provider }</b>
    { $label }: напишите номер. Пример: <code>{ $example }</code>
payments-help-other-number = Номер стоит в квитанции или договоре. Пробелы и «л/с» можно не убирать.
payments-button-own-phone = Мой номер: { $phone }
payments-ask-other-field = { $label }. Пример: <code>{ $example }</code>
payments-help-other-field = Это поле просит поставщик: без него деньги не дойдут.
payments-ask-other-check = Номер <code>{ $number }</code>
    Адрес: { $address }
    Часть букв скрыта: номер может ввести кто угодно. Это тот адрес?
payments-help-other-check = Если адрес чужой, нажмите «Назад» и проверьте номер.
payments-button-address-right = Да, адрес верный
payments-ask-other-sum = { $provider }, <code>{ $number }</code>
    Сколько заплатить? Напишите сумму в рублях, например <code>500,00</code>.
    Можно от { $min } до { $max }.
payments-button-bill-of = Счёт на { $sum }

# Карты
payments-cards-title = <b>💳 Мои карты</b>
payments-cards-empty = У вас нет привязанных карт. Добавьте карту или отметьте «Запомнить карту» при оплате.
payments-cards-hint = Выберите карту, чтобы переименовать её, сделать основной или забыть.
payments-button-default-card = ✓ { $card }
payments-button-add-card = + Добавить карту
payments-bind-text = Карта вводится на странице платёжной системы, бот её не видит. Вернитесь сюда после привязки.
payments-button-bind = Перейти к привязке
payments-card-title = <b>{ $card }</b>
payments-card-expiry = Действует до { $date }
payments-card-active = Статус: активна
payments-card-revoked = Статус: разрешение на списания отозвано в банке
payments-card-default = Основная карта
payments-button-make-default = Сделать основной
payments-button-rename = Переименовать
payments-button-card-operations = 📜 Операции по карте
payments-button-forget = Забыть карту
payments-forget-question = Забыть карту { $card }? Списать с неё через бота будет нельзя, пока вы не привяжете её снова.
payments-card-is-default = Теперь это основная карта
payments-card-forgotten = Карта забыта
payments-card-saved = 💳 Карта { $card } привязана. Ею можно платить без ввода данных.
payments-ask-card-name = Как назвать карту { $shown }? Например: «Зарплатная».
payments-help-name = До 40 букв. Название видите только вы.
payments-renamed = Готово, новое название сохранено.
payments-button-open = Открыть
payments-ask-code = Чтобы списать деньги с сохранённой карты, введите код. Мы отправили его на { $target }.
    Код из 6 цифр действует 10 минут и подходит только к этой оплате.
payments-help-code = Код подтверждает, что платите именно вы. Никому его не сообщайте, мы его никогда не спрашиваем по телефону.
payments-button-code-again = Отправить код ещё раз
payments-code-sent-again = Код отправлен ещё раз.
payments-code-subject = Код для оплаты: { $code }
payments-code-text = Код для списания с сохранённой карты: { $code }. Действует 10 минут. Никому его не сообщайте.
payments-card-charged = <b>Операция № { $number }</b>, { $sum }
    Статус: { $status }. Чек или причина отказа придёт отдельным сообщением.

# Шаблоны
payments-templates-title = <b>⭐ Шаблоны</b>
payments-templates-empty = Шаблонов пока нет. Откройте любую оплату в истории и нажмите «В шаблоны».
payments-templates-hint = Выберите шаблон, чтобы заплатить, переименовать или удалить его.
payments-template-title = <b>⭐ { $name }</b>
payments-template-number = Номер: <code>{ $number }</code>
payments-template-owed = Сумма: сколько к оплате на этот день
payments-template-sum = Сумма: { $sum }
payments-template-delete-question = Удалить шаблон «{ $name }»?
payments-template-deleted = Шаблон удалён
payments-template-saved = Сохранено в шаблоны
payments-template-known = Такой шаблон уже есть
payments-ask-template-name = Как назвать шаблон «{ $shown }»?
payments-button-pay-template = 💳 Оплатить
payments-button-delete = Удалить
payments-button-to-pay = ‹ К оплате
payments-button-save-template = ⭐ В шаблоны
payments-button-repeat = 🔁 Повторить

# QR-код банка
payments-qr-purpose = ЖКУ л/с { $number}, операция { $operation }
payments-qr-caption = Отсканируйте код в приложении своего банка или выберите картинку в нём. К оплате { $sum }.
    Операция № { $number } станет выполненной, когда банк или компания подтвердит оплату: обычно 1–3 рабочих дня.
payments-button-show-qr = Показать QR-код

# Чек на бумаге и возвраты
payments-button-pdf = 🖨 Версия для печати
payments-pdf-title = Чек по операции № { $number }
payments-pdf-foot = Операция № { $number }
payments-pdf-file = chek-{ $number }.pdf
payments-receipt-fiscal = Фискальный чек отправлен платёжной системой
payments-receipt-fiscal-numbers = Фискальный чек: ФН { $storage }, ФД { $document }, ФПД { $sign }, { $time }. Проверить его можно в приложении ФНС «Проверка чеков».
payments-receipt-fiscal-pending = Фискальный чек: платёжная система его оформляет, номер появится здесь
payments-receipt-fiscal-refused = Фискальный чек: касса его не приняла. Спросите чек в управляющей компании
payments-button-refund = ↩️ Вернуть деньги
payments-ask-refund = <b>Возврат по операции № { $number }</b>
    Сколько вернуть? До { $sum }. Деньги вернёт платёжная система туда, откуда они списаны.
payments-ask-refund-note = <b>Возврат по операции № { $number }</b>
    Эту оплату возвращают в кабинете провайдера. Верните деньги там, затем отметьте здесь сумму (до { $sum }): остаток к оплате пересчитается.
payments-help-refund-sum = Сначала возвращается перевод, потом комиссия.
payments-ask-refund-reason = Почему возвращаем? Причину увидят сотрудники и банк.
payments-help-refund-reason = Одно предложение, например: «Оплачено дважды».
payments-refund-review = <b>Проверьте возврат</b>
    Операция № { $number }
    Сумма: { $sum }
    Причина: { $reason }
payments-button-refund-now = Вернуть { $sum }
payments-button-edit-sum = Изменить сумму
payments-button-edit-reason = Изменить причину
payments-refund-done = Возврат { $sum } по операции № { $number } принят.
payments-refund-succeeded = ↩️ Возвращено { $sum } по операции № { $number }. Плательщику отправлено сообщение.
payments-refund-asked = ⏳ Возврат { $sum } по операции № { $number } отправлен платёжной системе. Результат появится в карточке операции.
payments-refund-failed = ❌ Платёжная система отказала в возврате { $sum } по операции № { $number }. Проверьте операцию в её кабинете.
payments-refund-noted = ↩️ Отмечен возврат { $sum } по операции № { $number }. Плательщику отправлено сообщение.

error-payee-needs-link = Эта компания принимает оплату только от тех, кто подтвердил лицевой счёт. Добавьте его в разделе «Лицевые счета».
error-gateway-silent = Платёжная система не отвечает. Попробуйте через минуту.
error-template-not-found = Такого шаблона нет.
error-templates-full = Шаблонов не больше { $limit }. Удалите лишний.
error-name-length = Название — от 1 до { $max } знаков.
error-reason-length = Причина — от { $min } до { $max } знаков.
error-receipt-not-ready = Операция ещё в обработке. Чек для печати будет, когда она закончится.

# НДС в фискальных чеках
payments-button-vat = 🧾 НДС в чеках
payments-vat-title = <b>🧾 НДС в фискальных чеках</b>
    Ставка уходит в платёжную систему с каждой новой оплатой. Какая нужна, скажет бухгалтер.
payments-vat-row = { $name }: { $vat }
payments-vat-choose = Какой НДС указывать в чеках компании с сегодняшнего дня?
payments-vat-1 = без НДС
payments-vat-2 = 0%
payments-vat-3 = 10%
payments-vat-4 = 20%
payments-vat-5 = 10/110
payments-vat-6 = 20/120
payments-vat-7 = 5%
payments-vat-8 = 7%
payments-vat-9 = 5/105
payments-vat-10 = 7/107
payments-vat-11 = 22%
payments-vat-12 = 22/122
error-vat-unknown = Такой ставки НДС нет.
