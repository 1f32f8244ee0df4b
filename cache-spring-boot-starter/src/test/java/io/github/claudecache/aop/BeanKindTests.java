package io.github.claudecache.aop;

import java.util.List;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.aop.BeanConfigurations.DeclaredAsInterface;
import io.github.claudecache.aop.BeanConfigurations.DynamicProxy;
import io.github.claudecache.aop.BeanConfigurations.HiddenMistake;
import io.github.claudecache.aop.BeanConfigurations.Lambda;
import io.github.claudecache.aop.BeanConfigurations.LazyBean;
import io.github.claudecache.aop.BeanConfigurations.LazyMistake;
import io.github.claudecache.aop.BeanConfigurations.MistakenBehindInterface;
import io.github.claudecache.aop.BeanConfigurations.MistakenDynamicProxy;
import io.github.claudecache.aop.BeanConfigurations.OtherAdvice;
import io.github.claudecache.aop.BeanConfigurations.Prototype;
import io.github.claudecache.aop.BeanConfigurations.PrototypeMistake;
import io.github.claudecache.aop.BeanConfigurations.ScopedByClass;
import io.github.claudecache.aop.BeanConfigurations.ScopedByInterface;
import io.github.claudecache.aop.BeanKinds.AnnotatedService;
import io.github.claudecache.aop.BeanKinds.Answerer;
import io.github.claudecache.aop.BeanKinds.CallsEarly;
import io.github.claudecache.aop.BeanKinds.DefaultMethodService;
import io.github.claudecache.aop.BeanKinds.Desk;
import io.github.claudecache.aop.BeanKinds.DeskFactory;
import io.github.claudecache.aop.BeanKinds.GenericAnswerer;
import io.github.claudecache.aop.BeanKinds.LambdaAnswerer;
import io.github.claudecache.aop.BeanKinds.LazyDesk;
import io.github.claudecache.aop.BeanKinds.MistakenAnswerer;
import io.github.claudecache.aop.BeanKinds.MistakenFactory;
import io.github.claudecache.aop.BeanKinds.MistakenService;
import io.github.claudecache.aop.BeanKinds.Overloads;
import io.github.claudecache.aop.BeanKinds.OverridingDesk;
import io.github.claudecache.aop.BeanKinds.PlainAnswerer;
import io.github.claudecache.aop.BeanKinds.Policy;
import io.github.claudecache.aop.BeanKinds.PolicyDesk;
import io.github.claudecache.aop.BeanKinds.PolicyService;
import io.github.claudecache.aop.BeanKinds.SelfCalling;
import io.github.claudecache.aop.BeanKinds.Service;
import io.github.claudecache.aop.BeanKinds.SwappedNames;
import io.github.claudecache.aop.BeanKinds.TwoTopics;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.testsupport.EventLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whatever way a bean comes into being, its annotated methods are cached once each, and a
 * mistake in them is found at start-up as far as the bean's class is known then.
 */
class BeanKindTests {

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void annotationsOnAnInterfaceWorkWithBothKindsOfProxies(boolean classes) {
		proxies(Service.class, classes).run((context) -> {
			Answerer answerer = context.getBean(Answerer.class);
			assertThat(AopUtils.isCglibProxy(answerer)).isEqualTo(classes);
			assertCachedOnce(context, () -> answerer.answer("q"));
			answerer.publish("q");
			assertThat(answerer.answer("q").provenance().hit()).isFalse();
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void annotationsOnTheClassBehindAnInterfaceWorkWithBothKindsOfProxies(boolean classes) {
		proxies(AnnotatedService.class, classes).run((context) -> {
			PlainAnswerer answerer = context.getBean(PlainAnswerer.class);
			assertThat(AopUtils.isJdkDynamicProxy(answerer)).isEqualTo(!classes);
			assertCachedOnce(context, () -> answerer.answer("q"));
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aGenericInterfaceIsCalledThroughItsBridge(boolean classes) {
		proxies(PolicyService.class, classes).run((context) -> {
			GenericAnswerer<Policy, String> answerer = context.getBean(GenericAnswerer.class);
			assertCachedOnce(context, () -> answerer.answer("q"));
			assertThat(answerer.answer("q").value()).isEqualTo(new Policy("q"));
		});
	}

	@Test
	void aMethodOfAGenericSuperclassIsReadBackAsTheTypeOfTheBean() {
		Application.with(PolicyDesk.class).run((context) -> {
			PolicyDesk desk = context.getBean(PolicyDesk.class);
			assertCachedOnce(context, () -> desk.answer("q"));
			assertThat(desk.answer("q").value()).containsExactly(new Policy("q"));
			assertThat(desk.answer("q").value().get(0).topic()).isEqualTo("q");
		});
	}

	@Test
	void theNamesOfParametersAreThoseWhereTheAnnotationIs() {
		Application.with(SwappedNames.class).run((context) -> {
			TwoTopics topics = context.getBean(TwoTopics.class);
			assertThat(topics.answer("a", "b").provenance().tags()).extracting(Object::toString)
				.contains("first:a", "second:b");
		});
	}

	@Test
	void anOverridingMethodIsCachedByTheAnnotationOfTheOverriddenOne() {
		Application.with(OverridingDesk.class).run((context) -> {
			OverridingDesk desk = context.getBean(OverridingDesk.class);
			assertCachedOnce(context, () -> desk.answer("q"));
		});
	}

	@Test
	void aDefaultMethodOfAnInterfaceIsCached() {
		Application.with(DefaultMethodService.class).run((context) -> {
			DefaultMethodService service = context.getBean(DefaultMethodService.class);
			assertCachedOnce(context, () -> service.answer("q"));
		});
	}

	@Test
	void theClientOfAnInterfaceThatIsADynamicProxyIsCached() {
		Application.with().withUserConfiguration(DynamicProxy.class).run((context) -> {
			Answerer answerer = context.getBean(Answerer.class);
			assertCachedOnce(context, () -> answerer.answer("q"));
			answerer.publish("q");
			assertThat(answerer.answer("q").provenance().hit()).isFalse();
		});
	}

	@Test
	void aMistakeInTheInterfaceOfADynamicProxyStopsTheStartUp() {
		ClaudeCacheConfigurationException refusal = Application
			.refusalOf(Application.with().withUserConfiguration(MistakenDynamicProxy.class));
		assertThat(refusal.getDescription()).contains(MistakenAnswerer.class.getName() + ".answer(String)")
			.contains("#topic");
	}

	@Test
	void aLambdaIsCached() {
		Application.with().withUserConfiguration(Lambda.class).run((context) -> {
			LambdaAnswerer answerer = context.getBean(LambdaAnswerer.class);
			assertCachedOnce(context, () -> answerer.answer("q"));
		});
	}

	@Test
	void aBeanThatIsDeclaredAsItsInterfaceIsChecked() {
		Application.with().withUserConfiguration(DeclaredAsInterface.class).run((context) -> {
			PlainAnswerer answerer = context.getBean(PlainAnswerer.class);
			assertCachedOnce(context, () -> answerer.answer("q"));
		});
		ClaudeCacheConfigurationException refusal = Application
			.refusalOf(Application.with().withUserConfiguration(MistakenBehindInterface.class));
		assertThat(refusal.getDescription()).contains(MistakenService.class.getName() + ".answer(String)");
	}

	@Test
	void theProductOfAFactoryBeanIsCachedAndChecked() {
		Application.with(DeskFactory.class).run((context) -> {
			Desk desk = context.getBean(Desk.class);
			assertCachedOnce(context, () -> desk.answer("q"));
		});
		ClaudeCacheConfigurationException refusal = Application.refusalOf(MistakenFactory.class);
		assertThat(refusal.getDescription()).contains(MistakenService.class.getName());
	}

	@Test
	void allInstancesOfAPrototypeShareTheCache() {
		Application.with().withUserConfiguration(Prototype.class).run((context) -> {
			assertThat(context.getBean(Desk.class).answer("q").provenance().hit()).isFalse();
			assertThat(context.getBean(Desk.class).answer("q").provenance().hit()).isTrue();
		});
	}

	@Test
	void aMistakeInALazyOrPrototypeBeanStopsTheStartUpWithoutCreatingIt() {
		for (Class<?> configuration : List.of(LazyMistake.class, PrototypeMistake.class)) {
			ClaudeCacheConfigurationException refusal = Application
				.refusalOf(Application.with().withUserConfiguration(configuration));
			assertThat(refusal.getDescription()).contains(MistakenService.class.getName());
		}
		assertThat(MistakenService.created).hasValue(0);
	}

	@Test
	void aLazyBeanIsCachedAndNotCreatedAtStartUp() {
		LazyDesk.created.set(0);
		Application.with().withUserConfiguration(LazyBean.class).run((context) -> {
			assertThat(LazyDesk.created).hasValue(0);
			assertCachedOnce(context, () -> context.getBean(LazyDesk.class).answer("q"));
			assertThat(LazyDesk.created).hasValue(1);
		});
	}

	@Test
	void aClassThatIsOnlyKnownWhenTheBeanIsCreatedIsCheckedAtItsFirstCall() {
		Application.with().withUserConfiguration(HiddenMistake.class).run((context) -> {
			assertThat(context).hasNotFailed();
			PlainAnswerer answerer = context.getBean(PlainAnswerer.class);
			assertThatExceptionOfType(ClaudeCacheConfigurationException.class).isThrownBy(() -> answerer.answer("q"))
				.withMessageContaining(MistakenService.class.getName() + ".answer(String)");
		});
	}

	@ParameterizedTest
	@ValueSource(classes = { ScopedByClass.class, ScopedByInterface.class })
	void aScopedBeanIsLookedUpOnceForEachCall(Class<?> configuration) {
		Application.with().withUserConfiguration(configuration).run((context) -> {
			PlainAnswerer answerer = context.getBean("desk", PlainAnswerer.class);
			assertCachedOnce(context, () -> answerer.answer("q"));
		});
	}

	@Test
	void overloadsAreToldApart() {
		Application.with(Overloads.class).run((context) -> {
			Overloads desk = context.getBean(Overloads.class);
			assertThat(desk.answer("q").value()).isEqualTo("one q");
			assertThat(desk.answer("q", 2).value()).isEqualTo("two q");
			assertThat(desk.answer("q").provenance().hit()).isTrue();
			assertThat(desk.answer("q", 2).provenance().hit()).isTrue();
			assertThat(desk.answer("q", 2).value()).isEqualTo("two q");
		});
	}

	@Test
	void aBeanWithOtherAdviceIsCachedOnce() {
		Application.with(Desk.class).withUserConfiguration(OtherAdvice.class).run((context) -> {
			Desk desk = context.getBean(Desk.class);
			assertCachedOnce(context, () -> desk.answer("q"));
		});
	}

	@Test
	void aCallFromWithinTheSameObjectIsNotSeenButTheCacheItselfCanBeUsedThere() {
		Application.with(SelfCalling.class).run((context) -> {
			SelfCalling desk = context.getBean(SelfCalling.class);
			assertThat(desk.throughThis("q").provenance()).isNull();
			assertThat(desk.throughThis("q").value()).isEqualTo("answer 2");
			assertThat(context.getBean(EventLog.class).lookups()).isZero();
			assertThat(desk.throughTheCache("q").value()).isEqualTo("answer 3");
			assertThat(desk.throughTheCache("q").value()).isEqualTo("answer 3");
			assertThat(desk.throughTheCache("q").provenance().hit()).isTrue();
		});
	}

	@Test
	void aCallWhileTheApplicationStartsIsCached() {
		Application.with(Desk.class, CallsEarly.class).run((context) -> {
			assertThat(context.getBean(Desk.class).answer("early").provenance().hit()).isTrue();
			assertThat(context.getBean(EventLog.class).stored()).isEqualTo(1);
		});
	}

	@Test
	void theRequestOfACallIsKnownWithoutMakingIt() {
		Application.with(PolicyDesk.class, Overloads.class).run((context) -> {
			CachedMethods methods = context.getBean(CachedMethods.class);
			ClaudeRequest request = methods.request(PolicyDesk.class, "answer", "q").orElseThrow();
			ClaudeCache cache = context.getBean(ClaudeCache.class);
			assertThat(cache.explain(request).outcome().name()).isEqualTo("MISS");
			context.getBean(PolicyDesk.class).answer("q");
			assertThat(cache.explain(request).outcome().name()).isEqualTo("EXACT");
			Class<?> proxy = context.getBean(PolicyDesk.class).getClass();
			assertThat(methods.request(proxy, "answer", "q")).contains(request);
			assertThat(methods.request(PolicyDesk.class, "answer", (Object) null)).isEmpty();
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> methods.request(PolicyDesk.class, "one", "q"))
				.withMessageContaining("0 methods named 'one'");
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> methods.request(Overloads.class, "answer", "q"))
				.withMessageContaining("2 methods named 'answer'");
		});
	}

	private static ApplicationContextRunner proxies(Class<?> bean, boolean classes) {
		return Application.with(bean).withPropertyValues("spring.aop.proxy-target-class=" + classes);
	}

	private static void assertCachedOnce(AssertableApplicationContext context, Call call) {
		EventLog events = context.getBean(EventLog.class);
		events.clear();
		ClaudeAnswer<?> first = call.call();
		ClaudeAnswer<?> second = call.call();
		assertThat(first.provenance().hit()).isFalse();
		assertThat(second.provenance().hit()).isTrue();
		assertThat(second.value()).isEqualTo(first.value());
		assertThat(events.lookups()).isEqualTo(2);
		assertThat(events.stored()).isEqualTo(1);
	}

	interface Call {

		ClaudeAnswer<?> call();

	}

}
