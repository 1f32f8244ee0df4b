package io.github.claudecache.sample.store;

import io.github.claudecache.store.InMemoryAnswerStore;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Puts the switch in front of the store that the starter has chosen.
 */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

	// A store on Redis is left as it is: the starter takes more from it than the
	// operations of every store, and it can be stopped for real.
	@Bean
	static BeanPostProcessor stoppableStore(ObjectProvider<StoreSwitch> control) {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				if (bean instanceof InMemoryAnswerStore store) {
					control.getObject().connect();
					return new StoppableStore(store, control.getObject());
				}
				return bean;
			}

		};
	}

}
