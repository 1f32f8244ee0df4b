package io.github.claudecache.aop;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.annotation.CacheMessage;
import io.github.claudecache.annotation.ClaudeCacheInvalidate;
import io.github.claudecache.annotation.ClaudeCached;
import io.github.claudecache.answer.ClaudeAnswer;
import io.github.claudecache.config.ClaudeCacheConfigurationException;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.request.ClaudeRequest;
import io.github.claudecache.testsupport.EventLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.CustomScopeConfigurer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.scheduling.annotation.EnableAsync;

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

	record Policy(String topic) {
	}

	interface Answerer {

		@ClaudeCached(name = "faq", volatility = "reference", tags = "'q:' + #question")
		ClaudeAnswer<String> answer(@CacheMessage String question);

		@ClaudeCacheInvalidate(tags = "'q:' + #question")
		void publish(String question);

	}

	static class Service implements Answerer {

		@Override
		public ClaudeAnswer<String> answer(String asked) {
			return ClaudeAnswer.complete("about " + asked);
		}

		@Override
		public void publish(String question) {
		}

	}

	interface TwoTopics {

		@ClaudeCached(name = "topics", volatility = "reference", tags = { "'first:' + #first", "'second:' + #second" })
		ClaudeAnswer<String> answer(String first, String second);

	}

	static class SwappedNames implements TwoTopics {

		@Override
		public ClaudeAnswer<String> answer(String second, String first) {
			return ClaudeAnswer.complete(second + first);
		}

	}

	interface PlainAnswerer {

		ClaudeAnswer<String> answer(String question);

	}

	static class AnnotatedService implements PlainAnswerer {

		@Override
		@ClaudeCached(name = "faq", volatility = "reference")
		public ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("about " + question);
		}

	}

	interface GenericAnswerer<T, Q> {

		ClaudeAnswer<T> answer(Q question);

	}

	static class PolicyService implements GenericAnswerer<Policy, String> {

		@Override
		@ClaudeCached(name = "faq", volatility = "reference")
		public ClaudeAnswer<Policy> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete(new Policy(question));
		}

	}

	abstract static class GenericDesk<T> {

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<List<T>> answer(String question) {
			return ClaudeAnswer.complete(List.of(one(question)));
		}

		abstract T one(String question);

	}

	static class PolicyDesk extends GenericDesk<Policy> {

		@Override
		Policy one(String question) {
			return new Policy(question);
		}

	}

	static class OverridingDesk extends Desk {

		@Override
		public ClaudeAnswer<String> answer(String question) {
			return super.answer(question);
		}

	}

	interface DefaultMethod {

		@ClaudeCached(name = "faq", volatility = "reference")
		default ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("about " + question);
		}

	}

	static class DefaultMethodService implements DefaultMethod {

	}

	interface LambdaAnswerer {

		@ClaudeCached(name = "faq", volatility = "reference", tags = "'q:' + #question")
		ClaudeAnswer<List<Policy>> answer(@CacheMessage String question);

	}

	interface MistakenAnswerer {

		@ClaudeCached(name = "faq", volatility = "reference", tags = "#topic")
		ClaudeAnswer<String> answer(@CacheMessage String question);

	}

	static class MistakenService implements PlainAnswerer {

		static final AtomicInteger created = new AtomicInteger();

		MistakenService() {
			created.incrementAndGet();
		}

		@Override
		@ClaudeCached(name = "faq", volatility = "reference", tags = "#topic")
		public ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete(question);
		}

	}

	static class Desk implements PlainAnswerer {

		private final AtomicInteger calls = new AtomicInteger();

		@Override
		@ClaudeCached(name = "faq", volatility = "reference")
		public ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("answer " + this.calls.incrementAndGet());
		}

		int calls() {
			return this.calls.get();
		}

	}

	static class LazyDesk extends Desk {

		static final AtomicInteger created = new AtomicInteger();

		LazyDesk() {
			created.incrementAndGet();
		}

	}

	static class Overloads {

		@ClaudeCached(name = "one", volatility = "reference")
		ClaudeAnswer<String> answer(String question) {
			return ClaudeAnswer.complete("one " + question);
		}

		@ClaudeCached(name = "two", volatility = "reference")
		ClaudeAnswer<String> answer(String question, int length) {
			return ClaudeAnswer.complete("two " + question);
		}

	}

	static class SelfCalling {

		private final AtomicInteger calls = new AtomicInteger();

		private final ClaudeCache cache;

		SelfCalling(ClaudeCache cache) {
			this.cache = cache;
		}

		ClaudeAnswer<String> throughThis(String question) {
			return answer(question);
		}

		ClaudeAnswer<String> throughTheCache(String question) {
			ClaudeRequest request = ClaudeRequest.builder("faq", TenantId.DEFAULT).message(question).build();
			return this.cache.answer(request, () -> answer(question));
		}

		@ClaudeCached(name = "faq", volatility = "reference")
		ClaudeAnswer<String> answer(@CacheMessage String question) {
			return ClaudeAnswer.complete("answer " + this.calls.incrementAndGet());
		}

	}

	static class CallsEarly {

		CallsEarly(Desk desk) {
			desk.answer("early");
		}

	}

	static class DeskFactory implements FactoryBean<Desk> {

		@Override
		public Desk getObject() {
			return new Desk();
		}

		@Override
		public Class<?> getObjectType() {
			return Desk.class;
		}

	}

	static class MistakenFactory implements FactoryBean<MistakenService> {

		@Override
		public MistakenService getObject() {
			return new MistakenService();
		}

		@Override
		public Class<?> getObjectType() {
			return MistakenService.class;
		}

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
