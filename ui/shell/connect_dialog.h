// Chooses the exchange: host one here in a data folder, or connect to a daemon. Mistakes are said
// beside the fields, in plain words, and the dialog stays open until the exchange accepts.
#pragma once

#include "ui/shell/venue_control.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;
class QSpinBox;

namespace openbell::shell {

class ConnectDialog final : public QDialog {
    Q_OBJECT
public:
    ConnectDialog(VenueControl& venue, client::ExchangeClient& client, QWidget* window);

    /// Opens on the daemon page with this address.
    void preferRemote(const QString& address, const QString& user);
    /// Opens with a problem already said.
    void showProblem(const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    void buildHostPage(class QVBoxLayout* layout);
    void buildRemotePage(QVBoxLayout* layout);
    void retranslate();
    void updatePages();
    void browse();
    void tryConnect();
    void onStateChanged();

    VenueControl& m_venue;
    client::ExchangeClient& m_client;
    QRadioButton* m_hostChoice = nullptr;
    QWidget* m_hostPage = nullptr;
    QLabel* m_folderLabel = nullptr;
    QLineEdit* m_folder = nullptr;
    QPushButton* m_browse = nullptr;
    QCheckBox* m_simulate = nullptr;
    QLineEdit* m_seed = nullptr;
    QRadioButton* m_remoteChoice = nullptr;
    QWidget* m_remotePage = nullptr;
    QLabel* m_addressLabel = nullptr;
    QLineEdit* m_address = nullptr;
    QLabel* m_userLabel = nullptr;
    QLineEdit* m_user = nullptr;
    QLabel* m_passwordLabel = nullptr;
    QLineEdit* m_password = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_connect = nullptr;
    QPushButton* m_cancel = nullptr;
    bool m_trying = false;
};

} // namespace openbell::shell
