# Главное меню. Подписи кнопок закреплены: их называют документы и сценарии.

home-link = ➕ Добавить лицевой счёт
home-bills = 🧾 Счета
home-pay = 💳 Оплатить
home-readings = 🔢 Показания
home-tickets = 🛠 Заявки
home-history = 📜 История
home-templates = ⭐ Шаблоны
home-accounts = 🏠 Лицевые счета
home-settings = ⚙️ Настройки
home-help = ☎️ Помощь
home-announcements = 📣 Объявления
home-queue = 🗂 Очередь заявок
home-find = 🔎 Найти жителя
home-admin = 🛡 Управление
home-register = 👤 Стать жителем

home-greeting = Здравствуйте, <b>{ $name }</b>!
home-what-now = Выберите, что сделать.
home-no-accounts = Лицевых счетов пока нет. Добавьте счёт, чтобы видеть начисления, платить и передавать показания.
home-staff = <b>Рабочее меню</b>
  Разделы — по вашей роли.
home-menu-renewed = Меню обновилось
