# Команды на сервере: npm run import, npm run admin.

cli-database-in-use = База данных занята работающим ботом: встроенную базу открывает одна программа. Пришлите файл самому боту (Управление → Загрузка счетов) или остановите бота и повторите команду.
cli-wrong-date = Дата «{ $value }» не читается. Пример: --as-of 2026-11-05
cli-wrong-period = Месяц «{ $value }» не читается. Пример: --period 2026-10
cli-wrong-until = Срок «{ $value }» не читается или уже прошёл. Пример: --until 2026-12-31
cli-wrong-page = Номер страницы «{ $value }» не читается. Пример: --page 2
cli-page = Страница { $page } из { $pages }, другая: --page N

cli-import-usage = Загрузка файлов (счета, лицевые счета, оплаты и другие; CSV, TSV, XLSX, реестры): npm run import -- ФАЙЛ [параметры]
    Без --apply это пробный прогон, в базе ничего не меняется.
      --apply                опубликовать
      --create-accounts      разрешить создание неизвестных лицевых счетов
      --kind ВИД             о чём файл, если он понят неверно: bills, accounts, payments…
      --provider КОД         чьи это счета, если файл не называет поставщика
      --as-of ГГГГ-ММ-ДД     на начало какого дня данные; иначе дата счёта
      --period ГГГГ-ММ       месяц строк, в которых он не указан
      --errors ФАЙЛ          записать тот же файл с причиной у каждой отвергнутой строки
    Код завершения: 0 — сделано, 1 — отказано и ничего не изменилось, 2 — неверный вызов.
cli-import-no-file = Не указан файл.
cli-import-wrong-kind = Такого вида файлов нет. Есть: { $kinds }
cli-import-one-file = Укажите один файл.
cli-import-unreadable = Файл «{ $file }» не открывается: { $reason }
cli-import-no-provider = Поставщика с кодом «{ $code }» нет. Есть: { $known }
cli-import-reading = Читаю:
cli-import-loading = Загружаю:
cli-import-dry-run = Это пробный прогон. Чтобы опубликовать, добавьте --apply
cli-import-dry-run-create = Это пробный прогон. Чтобы опубликовать, добавьте --create-accounts --apply
cli-import-needs-create = Не опубликовано: неизвестных номеров { $count }. Если это не опечатки, добавьте --create-accounts
cli-import-roll-back-hint = Откатить: npm run admin -- imports rollback { $batch }
cli-import-no-errors = Ошибок нет, файл с ошибками не записан.
cli-import-errors-same-file = Файл с ошибками не может заменить исходный. Укажите другое имя.
cli-import-errors-written = Файл с ошибками записан: { $file }

cli-admin-usage = Управление: npm run admin -- КОМАНДА
      grant НОМЕР РОЛЬ [КОМПАНИЯ] [--until ГГГГ-ММ-ДД]   дать роль: manager, operator, administrator
      revoke НОМЕР РОЛЬ [КОМПАНИЯ]                       забрать роль
      roles                                              кто какие роли имеет
      imports list [--page N]                            загрузки счетов
      imports rollback НОМЕР                             откатить загрузку
      export payments ПОСТАВЩИК [--from Д] [--until Д] [--out ФАЙЛ] [--format register|csv|xlsx]
                                                         выгрузить оплаты, каждую один раз
      export list [--page N]                             выгрузки оплат
      export file НОМЕР --out ФАЙЛ [--format …]          файл выгрузки ещё раз
      export close НОМЕР                                 выгрузка передана в бухгалтерию
      export cancel НОМЕР                                отменить непереданную выгрузку
      readings export ПОСТАВЩИК [--out ФАЙЛ] [--format csv|xlsx|blocks]
                                                         выгрузить показания, каждое один раз
      readings list ПОСТАВЩИК [--page N]                 выгрузки показаний
      readings file НОМЕР --out ФАЙЛ [--format …]        файл выгрузки ещё раз
      reconcile ФАЙЛ [--source gateway|bank]             сверить оплаты с реестром
      people find КОГО                                   найти: имя, конец телефона, номер счёта, адрес
      people show ЖИТЕЛЬ                                 карточка жителя и его счета
      people account СЧЁТ                                счёт и у кого он добавлен
      people block ЖИТЕЛЬ [ПРИЧИНА]                      закрыть доступ
      people unblock ЖИТЕЛЬ                              вернуть доступ (по документам)
      people freeze ДОСТУП                               приостановить доступ к счёту
      people unfreeze ДОСТУП                             вернуть доступ к счёту
      people owner СЧЁТ ГГГГ-ММ-ДД ФИО [--phone ТЕЛЕФОН] новый владелец с этого дня
      people pin СЧЁТ [ЖИТЕЛЬ]                           пин-код полного доступа (по документам), показан один раз
      people word ЖИТЕЛЬ                                 сверить кодовое слово: оно вводится следом, не в команде
      meters list СЧЁТ                                   счётчики лицевого счёта
      meters add СЧЁТ РЕСУРС НОМЕР [ПОКАЗАНИЯ]           добавить счётчик; тарифы через /: 5001/2101
      meters edit СЧЁТЧИК serial|place|dial|verified|next|automatic [ЗНАЧЕНИЕ]
                                                         исправить; без значения — убрать
      meters replace СЧЁТЧИК ГГГГ-ММ-ДД КОНЕЧНОЕ НОМЕР [НАЧАЛЬНОЕ]
                                                         заменить; вместо неизвестного —  -
      meters remove СЧЁТЧИК ГГГГ-ММ-ДД [КОНЕЧНОЕ]        снять
      meters restore СЧЁТЧИК                             вернуть снятый по ошибке
      settings show company|provider|money|rule|agent ИМЯ   компания, поставщик, его реквизиты, правила, платёжный агент (rule all, agent all — общие)
      settings set company|provider|money|rule|agent ИМЯ ПОЛЕ [ЗНАЧЕНИЕ]
                                                         изменить поле; без значения — убрать
      settings close РАЗДЕЛ                              закрыть раздел: payments, bills, meters, tickets, accounts
      settings open РАЗДЕЛ                               открыть раздел
      audit [РАЗДЕЛ] [ДНЕЙ] [--page N]                   журнал: all, access, money, data, talk, settings
      stats [week|month|quarter|year] [КОМПАНИЯ]         статистика
      health                                             состояние
      catalog ФАЙЛ                                       компании и поставщики из файла JSON
    НОМЕР — номер человека в Telegram, КОМПАНИЯ — короткое имя (smart-zapad); без него роль действует во всех.
cli-export-provider = Поставщика с кодом «{ $code }» нет. Пример: { $example }
cli-export-out = Укажите, куда записать: --out ФАЙЛ, и вид: --format register, csv или xlsx
cli-export-number = Укажите номер выгрузки: его показывает export list
cli-export-open = не передана
cli-export-closed = передана { $at }
cli-export-written = Записано: { $file }
cli-export-cancelled = Выгрузка № { $batch } отменена.
cli-export-close-hint = Когда файл будет в бухгалтерии: npm run admin -- export close { $batch }
cli-readings-exported = Выгрузка № { $batch }: показаний { $count }{ $replacements ->
    [0] {""}
   *[other] {", "}замен счётчиков { $replacements }
}.
cli-readings-out = Укажите, куда записать: --out ФАЙЛ, и вид: --format csv, xlsx или blocks
cli-reconcile-file = Укажите файл реестра и чей он: --source gateway или bank
cli-reconciled = Сверка № { $id }:
cli-admin-no-command = Команды «{ $name }» нет.
cli-admin-wrong-role = Нужны номер в Telegram и роль. Пример: grant 123456789 manager smart-zapad
cli-admin-wrong-import = Нужен номер загрузки из imports list. Пример: imports rollback 12
cli-admin-import = № { $id }  { $at }  { $status }  { $file }
cli-admin-rolled-back = Загрузка № { $batch } откачена. Счетов вернулось к прежнему виду: { $bills }.
cli-health-embedded = встроенная база
cli-health-postgres = PostgreSQL
cli-health-database = База отвечает: { $kind }.
cli-health = Жителей: { $residents }, лицевых счетов: { $accounts }
    Сообщений ждёт отправки: { $waiting }, требуют внимания: { $attention }
    Задач в очереди: { $tasks }, не удалось: { $failed }
    Незаконченных загрузок: { $imports }
cli-admin-catalog-file = Нужен файл JSON с компаниями и поставщиками. Пример: catalog catalog.json
cli-admin-catalog-wrong = Ничего не сохранено. Исправьте поля:
cli-admin-catalog-saved = Сохранено: компаний { $companies }, разделов { $categories }, поставщиков { $providers }.
error-catalog-no-company = У поставщика «{ $code }» указана компания «{ $company }», которой нет. Ничего не сохранено.
error-catalog-no-category = У поставщика «{ $code }» указан раздел «{ $category }», которого нет. Ничего не сохранено.
cli-people-number = Нужен номер из people find, people show или people account. Пример: people show 12
cli-people-blocked = Доступ жителя { $id } закрыт.
cli-people-unblocked = Доступ жителя { $id } открыт.
cli-people-owner = Нужны номер счёта, день и имя. Пример: people owner 12 2026-10-15 Иванов Иван --phone 89161234567
cli-people-owner-changed = Владелец сменён. Приостановлено доступов: { $count }.
cli-people-pin = Пин-код к счёту { $number }: { $pin }. Действует до { $until }. Показан один раз.
cli-people-say-word = Введите кодовое слово, которое назвал житель, и нажмите Enter:
cli-people-word-right = Кодовое слово верное. Действует { $minutes } минут.
cli-people-token = Нужен BOT_TOKEN работающего бота: на нём держатся хэши пин-кодов и попыток. Впишите его в .env.
cli-admin-stats-span = Срок: week, month, quarter или year. Пример: stats quarter smart-zapad
cli-admin-audit-filter = Раздел журнала: { $groups }; дней: 1, 7, 30 или 0 — всё. Пример: audit access 7
cli-settings-place = Нужны вид, имя и поле. Пример: settings set company smart-zapad phone 88001003900
cli-settings-feature = Нужен раздел: payments, bills, meters, tickets или accounts. Пример: settings close payments
cli-meters-none = Счётчиков у этого счёта нет.
cli-meters-removed = снят { $day }
cli-meters-added = Счётчик { $id } добавлен.
cli-meters-replaced = Счётчик заменён, новый: { $id }.
cli-meters-done = Готово.
cli-meters-usage = Не читается. Примеры: meters list 12; meters add 12 хвс 123456 0; meters edit 5 next 2032-11-15; meters replace 5 2026-11-20 250.5 654321 0; meters remove 5 2026-11-20 250.5
