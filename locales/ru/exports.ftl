# Выгрузка оплат для бухгалтерии.

exports-title = <b>📤 Выгрузка оплат</b>
exports-how = Каждая оплата попадает в выгрузку один раз. Пока выгрузка не отмечена переданной, считается, что компания об оплатах ещё не знает.
exports-none = Оплат для выгрузки нет.
exports-waiting = { $name }: { $count ->
    [one] { $count } оплата
    [few] { $count } оплаты
   *[other] { $count } оплат
  } на { $sum }
exports-provider = <b>{ $name }</b>
exports-once = За какое время выгрузить? В файл попадут только оплаты, которых ещё не было ни в одной выгрузке.
exports-history = <b>Прежние выгрузки</b>
exports-history-empty = Выгрузок ещё не было.
exports-batch = <b>Выгрузка № { $id }</b>: { $provider }
exports-batch-sum = { $count ->
    [one] { $count } оплата
    [few] { $count } оплаты
   *[other] { $count } оплат
  } на { $sum }
exports-batch-period = С { $from } до { $until }
exports-batch-open = ⏳ Ещё не передана. Скачайте файл и, когда он будет в бухгалтерии, нажмите «Передано».
exports-batch-closed = ✅ Передана { $at }. Файлы можно скачать снова, они не изменятся.
exports-file = Выгрузка № { $id }
exports-template = <b>Вид реестра</b>
    Как его ждёт бухгалтерия. Прежние выгрузки не изменятся.
exports-template-columns = Столбцы: <code>{ $columns }</code>
exports-template-rest = Кодировка { $encoding }, копейки через «{ $decimal }», итоговая строка: { $trailer }
exports-yes = есть
exports-no = нет
exports-ask-columns = Перечислите столбцы по порядку, через пробел. Есть такие:
    <code>{ $known }</code>
    Пример: <code>date time account amount</code>
exports-help-columns = Столбцы account (лицевой счёт) и amount (сумма) нужны всегда. empty — пустой столбец.
exports-columns-saved = Столбцы сохранены: <code>{ $columns }</code>
exports-column-paid-at = Дата и время
exports-column-number = Номер операции
exports-column-operation = Номер у платёжного сервиса
exports-column-account = Лицевой счёт
exports-column-payer = Плательщик по данным компании
exports-column-address = Адрес
exports-column-period = Период
exports-column-method = Способ оплаты
exports-column-amount = Сумма
exports-column-fee = Комиссия компании
exports-column-refunded = Возвращено
exports-button-open = 📤 Выгрузка оплат
exports-button-readings = 📟 Выгрузка показаний
exports-button-history = Прежние выгрузки
exports-button-all = Выгрузить всё
exports-button-month = Только за { $period }
exports-button-template = ⚙️ Вид реестра
exports-button-columns = Изменить столбцы
exports-button-decimal = Копейки через «{ $sign }»
exports-button-trailer = Добавить итог
exports-button-no-trailer = Убрать итог
exports-button-register = Реестр
exports-button-csv = CSV
exports-button-xlsx = Excel
exports-button-close = ✅ Передано
exports-button-cancel = Отменить выгрузку

error-export-empty = За это время нет оплат, которых не было бы в прежних выгрузках.
error-export-not-found = Такой выгрузки нет.
error-export-closed = Эта выгрузка уже передана, отменить её нельзя.
error-export-columns-wrong = В реестре нужны столбцы account и amount.
error-export-columns-unknown = Такого столбца нет. Перечислите слова из списка через пробел.
error-export-too-large-xlsx = Для Excel оплат слишком много (больше { $max }). Скачайте CSV.
