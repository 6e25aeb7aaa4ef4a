#include "ui/views/workbench_review.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

namespace openbell::views {

WorkbenchReview::WorkbenchReview(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("workbenchReview"));
    m_changes = new QLabel(this);
    m_changes->setObjectName(QStringLiteral("workbenchChanges"));
    m_effect = new QLabel(this);
    m_effect->setObjectName(QStringLiteral("workbenchEffect"));
    m_actor = new QLabel(this);
    m_actor->setObjectName(QStringLiteral("workbenchActor"));
    m_actor->setProperty("dim", true);
    for (QLabel* label : {m_changes, m_effect, m_actor}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::NoTextInteraction);
    }
    m_apply = new QPushButton(this);
    m_apply->setObjectName(QStringLiteral("workbenchApply"));
    m_back = new QPushButton(this);
    m_back->setObjectName(QStringLiteral("workbenchBack"));
    connect(m_apply, &QPushButton::clicked, this, &WorkbenchReview::applyWanted);
    connect(m_back, &QPushButton::clicked, this, &WorkbenchReview::backWanted);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_actor, 100);
    buttons->addStretch(1); // buttons keep their size where nobody is named
    buttons->addWidget(m_back);
    buttons->addWidget(m_apply);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(6);
    layout->addWidget(m_changes);
    layout->addWidget(m_effect);
    layout->addLayout(buttons);
}

void WorkbenchReview::present(const Contents& contents) {
    const bool ready = !contents.changes.isEmpty();
    m_changes->setVisible(ready);
    m_changes->setText(contents.changes);
    m_effect->setVisible(contents.mayChange);
    m_effect->setText(contents.effect);
    m_actor->setVisible(ready);
    m_actor->setText(contents.isAsking
                         ? tr("Really? Recorded in the audit log as %1.").arg(contents.actor)
                         : tr("Will be recorded in the audit log as %1.").arg(contents.actor));
    m_apply->setVisible(contents.mayChange);
    m_apply->setEnabled(contents.canApply);
    m_apply->setText(contents.isAsking  ? tr("Yes, apply")
                     : contents.isGrave ? tr("Apply…")
                                        : tr("Apply"));
    m_apply->setAccessibleName(m_apply->text());
    if (m_apply->property("danger").toBool() != contents.isGrave) {
        m_apply->setProperty("danger", contents.isGrave);
        m_apply->style()->polish(m_apply);
    }
    m_back->setVisible(contents.mayChange && contents.isEdited);
    m_back->setText(tr("Leave as it is"));
    m_back->setAccessibleName(m_back->text());
}

void WorkbenchReview::setHeadingFont(const QFont& font) { m_changes->setFont(font); }

bool WorkbenchReview::canApply() const { return m_apply->isEnabled(); }

void WorkbenchReview::focusApply() { m_apply->setFocus(); }

void WorkbenchReview::focusBack() { m_back->setFocus(); }

} // namespace openbell::views
