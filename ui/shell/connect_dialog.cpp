#include "ui/shell/connect_dialog.h"

#include "ui/client/web_socket_transport.h"
#include "ui/shell/style_flag.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace openbell::shell {

using client::ConnectionState;

namespace {

void mark(QLineEdit* field, bool wrong) {
    setStyleFlag(field, "problem", wrong);
}

} // namespace

ConnectDialog::ConnectDialog(VenueControl& venue, client::ExchangeClient& client, QWidget* window)
    : QDialog(window), m_venue(venue), m_client(client) {
    setObjectName(QStringLiteral("connect_dialog"));
    setMinimumWidth(520);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(8);
    buildHostPage(layout);
    layout->addSpacing(8);
    buildRemotePage(layout);

    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("connect_problem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setMinimumHeight(36);
    m_problem->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    layout->addWidget(m_problem);
    auto* buttons = new QDialogButtonBox(this);
    m_connect = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
    m_connect->setObjectName(QStringLiteral("connect_go"));
    m_connect->setDefault(true);
    m_cancel = buttons->addButton(QString(), QDialogButtonBox::RejectRole);
    m_cancel->setObjectName(QStringLiteral("connect_cancel"));
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectDialog::tryConnect);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_hostChoice, &QRadioButton::toggled, this, &ConnectDialog::updatePages);
    connect(m_simulate, &QCheckBox::toggled, m_seed, &QWidget::setEnabled);
    connect(m_browse, &QPushButton::clicked, this, &ConnectDialog::browse);
    connect(&venue, &VenueControl::failed, this, [this](const QString& text) {
        if (m_trying)
            showProblem(text);
    });
    connect(&client, &client::ExchangeClient::stateChanged, this, &ConnectDialog::onStateChanged);
    retranslate();
    const bool remote = venue.kind() == VenueControl::Kind::Remote || !venue.canHost();
    m_hostChoice->setEnabled(venue.canHost());
    (remote ? m_remoteChoice : m_hostChoice)->setChecked(true);
    m_folder->setText(QDir::toNativeSeparators(venue.hostRequest().dataDirectory));
    m_simulate->setChecked(venue.hostRequest().simulationSeed.has_value());
    m_seed->setText(QString::number(venue.hostRequest().simulationSeed.value_or(1)));
    m_address->setText(venue.remoteRequest().address.toString());
    m_user->setText(venue.remoteRequest().signIn.user);
    updatePages();
}

void ConnectDialog::buildHostPage(QVBoxLayout* layout) {
    m_hostChoice = new QRadioButton(this);
    m_hostChoice->setObjectName(QStringLiteral("connect_host"));
    layout->addWidget(m_hostChoice);
    m_hostPage = new QWidget(this);
    auto* form = new QFormLayout(m_hostPage);
    form->setContentsMargins(24, 0, 0, 0);
    m_folder = new QLineEdit(m_hostPage);
    m_folder->setObjectName(QStringLiteral("connect_folder"));
    m_browse = new QPushButton(m_hostPage);
    m_browse->setObjectName(QStringLiteral("connect_browse"));
    auto* folderRow = new QHBoxLayout;
    folderRow->addWidget(m_folder, 1);
    folderRow->addWidget(m_browse);
    m_folderLabel = new QLabel(m_hostPage);
    m_folderLabel->setBuddy(m_folder);
    form->addRow(m_folderLabel, folderRow);
    m_simulate = new QCheckBox(m_hostPage);
    m_simulate->setObjectName(QStringLiteral("connect_simulate"));
    m_seed = new QLineEdit(m_hostPage);
    m_seed->setObjectName(QStringLiteral("connect_seed"));
    m_seed->setMaximumWidth(140);
    auto* simulateRow = new QHBoxLayout;
    simulateRow->addWidget(m_simulate);
    simulateRow->addWidget(m_seed);
    simulateRow->addStretch(1);
    form->addRow(QString(), simulateRow);
    layout->addWidget(m_hostPage);
}

void ConnectDialog::buildRemotePage(QVBoxLayout* layout) {
    m_remoteChoice = new QRadioButton(this);
    m_remoteChoice->setObjectName(QStringLiteral("connect_remote"));
    layout->addWidget(m_remoteChoice);
    m_remotePage = new QWidget(this);
    auto* form = new QFormLayout(m_remotePage);
    form->setContentsMargins(24, 0, 0, 0);
    const auto addField = [&](QLabel*& label, QLineEdit*& field, const char* name) {
        field = new QLineEdit(m_remotePage);
        field->setObjectName(QLatin1String(name));
        label = new QLabel(m_remotePage);
        label->setBuddy(field);
        form->addRow(label, field);
    };
    addField(m_addressLabel, m_address, "connect_address");
    addField(m_userLabel, m_user, "connect_user");
    addField(m_passwordLabel, m_password, "connect_password");
    m_password->setEchoMode(QLineEdit::Password);
    layout->addWidget(m_remotePage);
}

void ConnectDialog::retranslate() {
    setWindowTitle(tr("Connect to an exchange"));
    const auto name = [](QWidget* widget, const QString& text) { widget->setAccessibleName(text); };
    m_hostChoice->setText(tr("&Host the exchange here, in this console"));
    name(m_hostChoice, tr("Host the exchange here, in this console"));
    m_folderLabel->setText(tr("Data &folder:"));
    name(m_folder, tr("Data folder"));
    m_browse->setText(tr("&Browse…"));
    name(m_browse, tr("Browse for the data folder"));
    m_simulate->setText(tr("Run the &simulated market, seed"));
    name(m_simulate, tr("Run the simulated market"));
    name(m_seed, tr("Seed of the simulated market"));
    m_remoteChoice->setText(tr("Connect to a &daemon"));
    name(m_remoteChoice, tr("Connect to a daemon"));
    m_addressLabel->setText(tr("&Address:"));
    m_address->setPlaceholderText(QStringLiteral("ws://127.0.0.1:7411"));
    name(m_address, tr("Address of the daemon"));
    m_userLabel->setText(tr("&User:"));
    name(m_user, tr("User name"));
    m_passwordLabel->setText(tr("&Password:"));
    name(m_password, tr("Password"));
    m_connect->setText(m_hostChoice->isChecked() ? tr("Open") : tr("Connect"));
    name(m_connect, tr("Connect"));
    m_cancel->setText(tr("Cancel"));
    name(m_cancel, tr("Cancel"));
    name(m_problem, tr("Message"));
}

void ConnectDialog::updatePages() {
    m_hostPage->setEnabled(m_hostChoice->isChecked());
    m_remotePage->setEnabled(m_remoteChoice->isChecked());
    m_connect->setText(m_hostChoice->isChecked() ? tr("Open") : tr("Connect"));
    m_problem->clear();
    for (QLineEdit* field : {m_folder, m_seed, m_address, m_user, m_password})
        mark(field, false);
}

void ConnectDialog::preferRemote(const QString& address, const QString& user) {
    m_remoteChoice->setChecked(true);
    m_address->setText(address);
    m_user->setText(user);
    (user.isEmpty() ? m_user : m_password)->setFocus();
}

void ConnectDialog::showProblem(const QString& text) {
    m_trying = false;
    m_connect->setEnabled(true);
    setStyleFlag(m_problem, "problem", true);
    m_problem->setText(text);
    m_problem->setAccessibleDescription(text);
}

void ConnectDialog::browse() {
    // Not exec(): the exchange keeps painting behind it.
    auto* dialog = new QFileDialog(this, tr("Data folder"), m_folder->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->open();
}

void ConnectDialog::tryConnect() {
    updatePages();
    const auto refuse = [this](QLineEdit* field, const QString& text) {
        mark(field, true);
        field->setFocus();
        showProblem(text);
    };
    setStyleFlag(m_problem, "problem", false);
    if (m_hostChoice->isChecked()) {
        HostRequest request = m_venue.hostRequest();
        request.recording.clear();
        request.dataDirectory = QDir::fromNativeSeparators(m_folder->text().trimmed());
        if (request.dataDirectory.isEmpty())
            return refuse(m_folder, tr("Choose a folder for the exchange's data. A new or empty "
                                       "folder starts a new exchange."));
        bool isNumber = true;
        request.simulationSeed.reset();
        if (m_simulate->isChecked())
            request.simulationSeed = m_seed->text().trimmed().toULongLong(&isNumber);
        if (!isNumber)
            return refuse(m_seed, tr("The seed is a whole number, for example 1."));
        m_trying = true;
        m_connect->setEnabled(false);
        m_problem->setText(tr("Opening the exchange…"));
        m_venue.hostHere(request);
        return;
    }
    RemoteRequest request;
    request.address = client::WebSocketTransport::parseAddress(m_address->text());
    if (!request.address.isValid())
        return refuse(m_address, tr("This is not an address. Write it like 127.0.0.1:7411 or "
                                    "ws://exchange.example:7411."));
    request.signIn = {m_user->text().trimmed(), m_password->text()};
    if (request.signIn.user.isEmpty())
        return refuse(m_user, tr("Enter your user name."));
    if (request.signIn.password.isEmpty())
        return refuse(m_password, tr("Enter your password."));
    m_trying = true;
    m_connect->setEnabled(false);
    m_problem->setText(tr("Connecting to %1…").arg(request.address.toDisplayString()));
    m_venue.connectRemote(request);
}

void ConnectDialog::onStateChanged() {
    if (!m_trying)
        return;
    switch (m_client.state()) {
    case ConnectionState::Online: accept(); return;
    case ConnectionState::Refused:
        m_password->selectAll();
        m_password->setFocus();
        showProblem(m_client.stateText());
        return;
    case ConnectionState::WaitingToRetry:
        showProblem(tr("No connection: %1 Check the address and that the daemon runs. The console "
                       "keeps trying.")
                        .arg(m_client.stateText()));
        return;
    case ConnectionState::VenueNotReady:
        m_problem->setText(m_client.stateText().isEmpty() ? tr("The exchange is starting…")
                                                          : m_client.stateText());
        return;
    case ConnectionState::SigningIn: m_problem->setText(tr("Signing in…")); return;
    case ConnectionState::Offline:
    case ConnectionState::Connecting:
    case ConnectionState::Handshaking: return;
    }
}

void ConnectDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace openbell::shell
