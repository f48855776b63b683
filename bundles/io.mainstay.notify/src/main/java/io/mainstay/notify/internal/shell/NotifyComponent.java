// SPDX-License-Identifier: Apache-2.0
package io.mainstay.notify.internal.shell;

import io.mainstay.api.config.StateParticipant;
import io.mainstay.api.control.Diagnosable;
import io.mainstay.api.model.DesiredState;
import io.mainstay.api.transition.Transition;
import io.mainstay.api.transition.TransitionListener;
import io.mainstay.notify.internal.smtp.SmtpClient;
import io.mainstay.platform.ControlThread;
import io.mainstay.platform.ScriptRunner;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Notifications as a component. Thread-safety: as {@link NotifyEngine}. */
@Component(
        service = {StateParticipant.class, TransitionListener.class, Diagnosable.class},
        property = StateParticipant.ORDER + ":Integer=50")
public final class NotifyComponent implements StateParticipant, TransitionListener, Diagnosable {
    private final ControlThread control;
    private final NotifyEngine engine;

    @Activate
    public NotifyComponent(@Reference ControlThread control, @Reference ScriptRunner runner) {
        this.control = control;
        engine = new NotifyEngine(control, runner, SmtpClient::send, Clock.systemDefaultZone());
    }

    @Deactivate
    void deactivate() {
        control.execute(engine::close);
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public Prepared prepare(DesiredState next) {
        return engine.prepare(next);
    }

    @Override
    public CompletionStage<Void> stop() {
        return engine.stop();
    }

    @Override
    public void transition(Transition transition) {
        engine.transition(transition);
    }

    @Override
    public List<Finding> findings() {
        return engine.findings();
    }
}
