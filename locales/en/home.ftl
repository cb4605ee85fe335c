# Main menu. The captions are fixed: documents and scripts name them.

home-link = ➕ Add an account
home-bills = 🧾 Bills
home-pay = 💳 Pay
home-readings = 🔢 Readings
home-tickets = 🛠 Tickets
home-history = 📜 History
home-templates = ⭐ Templates
home-accounts = 🏠 Accounts
home-settings = ⚙️ Settings
home-help = ☎️ Help
home-announcements = 📣 Announcements
home-queue = 🗂 Ticket queue
home-find = 🔎 Find a resident
home-admin = 🛡 Administration
home-register = 👤 Become a resident

home-greeting = Hello, <b>{ $name }</b>!
home-what-now = Choose what to do.
home-no-accounts = No accounts yet. Add one to see charges, pay and send meter readings.
home-staff = <b>Work menu</b>
  The sections follow your role.
home-menu-renewed = The menu has been renewed
