# Commands on the server: npm run import, npm run admin.

cli-database-in-use = The database is held by a running bot: the embedded database is opened by one program. Send the file to the bot itself (Administration → Bill import), or stop the bot and repeat the command.
cli-wrong-date = The date “{ $value }” cannot be read. Example: --as-of 2026-11-05
cli-wrong-period = The month “{ $value }” cannot be read. Example: --period 2026-10
cli-wrong-until = The last day “{ $value }” cannot be read or is over. Example: --until 2026-12-31
cli-wrong-page = The page “{ $value }” cannot be read. Example: --page 2
cli-page = Page { $page } of { $pages }, another one: --page N

cli-import-usage = File import (bills, accounts, payments and others; CSV, TSV, XLSX, registers): npm run import -- FILE [options]
    Without --apply it is a dry run, nothing changes in the database.
      --apply                publish
      --create-accounts      allow to create unknown accounts
      --kind KIND            what the file is about, when it was misread: bills, accounts, payments…
      --provider CODE        whose bills these are, when the file does not name the provider
      --as-of YYYY-MM-DD     the beginning of which day the figures are of; else the bill's date
      --period YYYY-MM       the month of rows that name none
      --errors FILE          write the same file with the reason beside every refused row
    Exit code: 0 done, 1 refused and nothing changed, 2 called wrongly.
cli-import-no-file = No file is given.
cli-import-wrong-kind = There is no such kind of files. There are: { $kinds }
cli-import-one-file = Give one file.
cli-import-unreadable = The file “{ $file }” cannot be opened: { $reason }
cli-import-no-provider = There is no provider with the code “{ $code }”. There are: { $known }
cli-import-reading = Reading:
cli-import-loading = Loading:
cli-import-dry-run = This was a dry run. To publish, add --apply
cli-import-dry-run-create = This was a dry run. To publish, add --create-accounts --apply
cli-import-needs-create = Not published: unknown numbers { $count }. If they are no misprints, add --create-accounts
cli-import-roll-back-hint = Roll back: npm run admin -- imports rollback { $batch }
cli-import-no-errors = There are no errors, the error file was not written.
cli-import-errors-same-file = The error file must not replace the original. Give another name.
cli-import-errors-written = The error file was written: { $file }

cli-admin-usage = Administration: npm run admin -- COMMAND
      grant ID ROLE [COMPANY] [--until YYYY-MM-DD]       give a role: manager, operator, administrator
      revoke ID ROLE [COMPANY]                           take a role away
      roles                                              who holds which role
      imports list [--page N]                            bill imports
      imports rollback NUMBER                            roll an import back
      export payments PROVIDER [--from D] [--until D] [--out FILE] [--format register|csv|xlsx]
                                                         export payments, each once
      export list [--page N]                             exports of payments
      export file NUMBER --out FILE [--format …]         the file of an export again
      export close NUMBER                                the accounting has the export
      export cancel NUMBER                               cancel an export that was not handed over
      readings export PROVIDER [--out FILE] [--format csv|xlsx|blocks]
                                                         export readings, each once
      readings list PROVIDER [--page N]                  exports of readings
      readings file NUMBER --out FILE [--format …]       the file of an export again
      reconcile FILE [--source gateway|bank]             compare payments with a register
      people find WHOM                                   find: name, end of a phone, account number, address
      people show RESIDENT                               a resident's card and accounts
      people account ACCOUNT                             an account and who has linked it
      people block RESIDENT [REASON]                     close access
      people unblock RESIDENT                            open access (by papers)
      people freeze LINK                                 suspend access to an account
      people unfreeze LINK                               give access to an account back
      people owner ACCOUNT YYYY-MM-DD NAME [--phone P]   a new owner from this day
      people pin ACCOUNT [RESIDENT]                      a PIN of full access (by papers), shown once
      people word RESIDENT                               check the code word: typed next, not in the command
      meters list ACCOUNT                                meters of an account
      meters add ACCOUNT RESOURCE SERIAL [VALUES]        add a meter; tariffs with / between: 5001/2101
      meters edit METER serial|place|dial|verified|next|automatic [VALUE]
                                                         change; without a value: empty it
      meters replace METER YYYY-MM-DD FINAL SERIAL [INITIAL]
                                                         replace; - for what is not known
      meters remove METER YYYY-MM-DD [FINAL]             take away
      meters restore METER                               put back what was removed by mistake
      settings show company|provider|money|rule|agent NAME   a company, a provider, its bank details, rules, payment agent (rule all, agent all: common)
      settings set company|provider|money|rule|agent NAME FIELD [VALUE]
                                                         change a field; without a value it is emptied
      settings close PART                                close a part: payments, bills, meters, tickets, accounts
      settings open PART                                 open a part
      audit [GROUP] [DAYS] [--page N]                    the journal: all, access, money, data, talk, settings
      stats [week|month|quarter|year] [COMPANY]          statistics
      health                                             the state of things
      catalog FILE                                       companies and providers from a JSON file
    ID is a person's Telegram number, COMPANY the short name (smart-zapad); without it the role is for all of them.
cli-export-provider = There is no provider with the code “{ $code }”. Example: { $example }
cli-export-out = Say where to write: --out FILE, and the form: --format register, csv or xlsx
cli-export-number = Give the number of an export: export list shows it
cli-export-open = not handed over
cli-export-closed = handed over { $at }
cli-export-written = Written: { $file }
cli-export-cancelled = Export No. { $batch } is cancelled.
cli-export-close-hint = Once the accounting has the file: npm run admin -- export close { $batch }
cli-readings-exported = Export No. { $batch }: { $count } readings{ $replacements ->
    [0] {""}
   *[other] {", "}{ $replacements } meter replacements
}.
cli-readings-out = Say where to write: --out FILE, and the form: --format csv, xlsx or blocks
cli-reconcile-file = Give the register and whose it is: --source gateway or bank
cli-reconciled = Reconciliation No. { $id }:
cli-admin-no-command = There is no command “{ $name }”.
cli-admin-wrong-role = A Telegram id and a role are needed. Example: grant 123456789 manager smart-zapad
cli-admin-wrong-import = The number of an import from imports list is needed. Example: imports rollback 12
cli-admin-import = No. { $id }  { $at }  { $status }  { $file }
cli-admin-rolled-back = Import No. { $batch } was rolled back. Bills returned to their former state: { $bills }.
cli-health-embedded = embedded database
cli-health-postgres = PostgreSQL
cli-health-database = The database answers: { $kind }.
cli-health = Residents: { $residents }, accounts: { $accounts }
    Messages waiting: { $waiting }, in need of attention: { $attention }
    Tasks queued: { $tasks }, failed: { $failed }
    Unfinished imports: { $imports }
cli-admin-catalog-file = A JSON file with companies and providers is needed. Example: catalog catalog.json
cli-admin-catalog-wrong = Nothing was saved. Mend the fields:
cli-admin-catalog-saved = Saved: { $companies } companies, { $categories } sections, { $providers } providers.
error-catalog-no-company = The provider “{ $code }” names the company “{ $company }”, which is not there. Nothing was saved.
error-catalog-no-category = The provider “{ $code }” names the section “{ $category }”, which is not there. Nothing was saved.
cli-people-number = A number from people find, people show or people account is needed. Example: people show 12
cli-people-blocked = Access of resident { $id } is closed.
cli-people-unblocked = Access of resident { $id } is open.
cli-people-owner = An account's number, a day and a name are needed. Example: people owner 12 2026-10-15 Ivanov Ivan --phone 89161234567
cli-people-owner-changed = The owner has been changed. Suspended: { $count }.
cli-people-pin = PIN to account { $number }: { $pin }. Valid until { $until }. Shown once.
cli-people-say-word = Type the code word that the resident said and press Enter:
cli-people-word-right = The code word is right. It holds for { $minutes } minutes.
cli-people-token = BOT_TOKEN of the running bot is needed: hashes of PINs and tries hang on it. Put it into .env.
cli-admin-stats-span = Span: week, month, quarter or year. Example: stats quarter smart-zapad
cli-admin-audit-filter = Group of the journal: { $groups }; days: 1, 7, 30, or 0 for all. Example: audit access 7
cli-settings-place = A kind, a name and a field are needed. Example: settings set company smart-zapad phone 88001003900
cli-settings-feature = A part is needed: payments, bills, meters, tickets or accounts. Example: settings close payments
cli-meters-none = This account has no meters.
cli-meters-removed = removed { $day }
cli-meters-added = Meter { $id } is added.
cli-meters-replaced = The meter is replaced, the new one: { $id }.
cli-meters-done = Done.
cli-meters-usage = This cannot be read. Examples: meters list 12; meters add 12 cold 123456 0; meters edit 5 next 2032-11-15; meters replace 5 2026-11-20 250.5 654321 0; meters remove 5 2026-11-20 250.5
