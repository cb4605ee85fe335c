# Что делает команда, в нескольких словах: меню Telegram, /help, руководства.

commands-start = начало
commands-menu = главное меню
commands-bills = счета
commands-pay = оплатить
commands-readings = передать показания
commands-tickets = заявки
commands-history = история платежей
commands-accounts = лицевые счета
commands-settings = настройки
commands-help = помощь и телефоны
commands-cancel = прервать то, что заполняется
commands-language = язык · language
commands-announce = сделать объявление
commands-queue = очередь заявок
commands-find = найти жителя
commands-pin = выдать пин-код
commands-block = закрыть доступ жителю
commands-unblock = вернуть доступ жителю
commands-admin = управление
commands-import = загрузить файл
commands-export = выгрузить для бухгалтерии
commands-grant = дать роль
commands-revoke = отозвать роль
commands-window = срок приёма показаний
commands-stats = статистика
commands-audit = журнал действий

## What stands in an empty chat and on the bot's profile (512 and 120 characters, plain)

bot-description =
    Личный кабинет жителя: счета построчно, оплата, показания счётчиков, заявки и объявления вашей управляющей компании.
    Нажмите «Начать» и добавьте лицевой счёт по номеру с квитанции.
bot-short-description = Счета, оплата, показания и заявки: личный кабинет жителя в Telegram.
