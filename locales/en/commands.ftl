# What a command does, in a few words: Telegram's menu, /help, guides.

commands-start = beginning
commands-menu = main menu
commands-bills = bills
commands-pay = pay
commands-readings = send meter readings
commands-tickets = tickets
commands-history = payment history
commands-accounts = accounts
commands-settings = settings
commands-help = help and phones
commands-cancel = leave what is being filled in
commands-language = language · язык
commands-announce = make an announcement
commands-queue = ticket queue
commands-find = find a resident
commands-pin = issue a PIN
commands-block = close a resident's access
commands-unblock = give access back
commands-admin = administration
commands-import = load a file
commands-export = export for accounting
commands-grant = give a role
commands-revoke = revoke a role
commands-window = dates for readings
commands-stats = statistics
commands-audit = audit log

## What stands in an empty chat and on the bot's profile (512 and 120 characters, plain)

bot-description =
    A resident's personal account: bills line by line, payments, meter readings, tickets and notices of your housing company.
    Press Start and link an account by the number on your bill.
bot-short-description = Bills, payments, readings and tickets: a resident's account in Telegram.
