package org.centrala.access;

import java.util.function.UnaryOperator;
import org.centrala.platform.command.OperatorCommand;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the operator can do on the machine itself, also when nobody can sign in. */
@Configuration(proxyBeanMethods = false)
class OperatorCommands {
    private record Command(String words, String argument, UnaryOperator<String> effect) implements OperatorCommand {
        @Override
        public String execute(String argument) {
            return effect.apply(argument);
        }
    }

    @Bean
    OperatorCommand tokenCreate(ApiKeys keys, Viewers viewers) {
        return new Command(
                "token create",
                "name",
                name -> keys.createOwners(viewers.system(), name).key());
    }

    @Bean
    OperatorCommand userResetSecondFactor(Agents agents, SecondFactors factors, Viewers viewers) {
        return new Command("user reset-second-factor", "e-mail", address -> {
            factors.removeOf(
                    viewers.system(),
                    agents.findByEmail(address).orElseThrow(Agents::notFound).id());
            return "No code is asked for any more";
        });
    }

    @Bean
    OperatorCommand userResetPassword(Agents agents, Viewers viewers) {
        return new Command("user reset-password", "e-mail", address -> agents.resetLink(viewers.system(), address));
    }
}
