package io.github.claudecache.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.aop.BeanKinds.AnnotatedService;
import io.github.claudecache.aop.BeanKinds.Answerer;
import io.github.claudecache.aop.BeanKinds.Desk;
import io.github.claudecache.aop.BeanKinds.LambdaAnswerer;
import io.github.claudecache.aop.BeanKinds.LazyDesk;
import io.github.claudecache.aop.BeanKinds.MistakenAnswerer;
import io.github.claudecache.aop.BeanKinds.MistakenService;
import io.github.claudecache.aop.BeanKinds.PlainAnswerer;
import io.github.claudecache.aop.BeanKinds.Policy;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.scheduling.annotation.EnableAsync;

/**
 * Applications that declare their beans in different ways.
 */
final class BeanConfigurations {

	private BeanConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	static class DynamicProxy {

		@Bean
		Answerer answerer() {
			return (Answerer) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Answerer.class },
					DynamicProxy::invoke);
		}

		private static Object invoke(Object proxy, Method method, Object[] arguments) {
			return switch (method.getName()) {
				case "answer" -> ClaudeAnswer.complete("about " + arguments[0]);
				case "equals" -> proxy == arguments[0];
				case "hashCode" -> System.identityHashCode(proxy);
				case "toString" -> "answerer";
				default -> null;
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MistakenDynamicProxy {

		@Bean
		MistakenAnswerer answerer() {
			return (MistakenAnswerer) Proxy.newProxyInstance(getClass().getClassLoader(),
					new Class<?>[] { MistakenAnswerer.class }, DynamicProxy::invoke);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Lambda {

		@Bean
		LambdaAnswerer answerer() {
			return (asked) -> ClaudeAnswer.complete(new ArrayList<>(List.of(new Policy(asked))));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class DeclaredAsInterface {

		@Bean
		PlainAnswerer answerer() {
			return new AnnotatedService();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MistakenBehindInterface {

		@Bean
		PlainAnswerer answerer() {
			MistakenService service = new MistakenService();
			MistakenService.created.decrementAndGet();
			return service;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HiddenMistake {

		@Bean
		@Lazy
		PlainAnswerer answerer() {
			MistakenService service = new MistakenService();
			MistakenService.created.decrementAndGet();
			return service;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Prototype {

		@Bean
		@Scope("prototype")
		Desk desk() {
			return new Desk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyMistake {

		@Bean
		@Lazy
		MistakenService service() {
			return new MistakenService();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrototypeMistake {

		@Bean
		@Scope("prototype")
		MistakenService service() {
			return new MistakenService();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyBean {

		@Bean
		@Lazy
		LazyDesk desk() {
			return new LazyDesk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThreadScope {

		@Bean
		static CustomScopeConfigurer scopes() {
			CustomScopeConfigurer configurer = new CustomScopeConfigurer();
			configurer.addScope("thread", new SimpleThreadScope());
			return configurer;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ThreadScope.class)
	static class ScopedByClass {

		@Bean
		@Scope(value = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Desk desk() {
			return new Desk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ThreadScope.class)
	static class ScopedByInterface {

		@Bean
		@Scope(value = "thread", proxyMode = ScopedProxyMode.INTERFACES)
		Desk desk() {
			return new Desk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class OtherAdvice {

		@Bean
		Object needsDesk(ObjectProvider<Desk> desk) {
			return desk;
		}

	}

}
