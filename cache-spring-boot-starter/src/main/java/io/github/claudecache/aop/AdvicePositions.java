package io.github.claudecache.aop;

import java.util.ArrayList;
import java.util.List;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;

/**
 * Corrects what an order alone cannot say.
 * <p>
 * The advice of {@code @Retryable} and {@code @ConcurrencyLimit} goes behind the cache:
 * Spring adds it in front of all advisors that a bean has, and a hit would then wait for
 * a permit that it does not need.
 * <p>
 * Invalidation goes next to the method, inside its transaction: there it belongs to the
 * commit of exactly that transaction. Outside, after a method with {@code REQUIRES_NEW},
 * it would wait for a surrounding transaction that may roll back.
 *
 * @since 0.1.0
 */
public final class AdvicePositions implements BeanPostProcessor, Ordered {

	private static final String RESILIENCE = "org.springframework.resilience.";

	/**
	 * Behind the post-processors that add advice, which are next to last.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			List<Advisor> present = List.of(advised.getAdvisors());
			List<Advisor> positioned = positioned(present);
			if (!positioned.equals(present)) {
				present.forEach(advised::removeAdvisor);
				positioned.forEach(advised::addAdvisor);
			}
		}
		return bean;
	}

	private static List<Advisor> positioned(List<Advisor> present) {
		List<Advisor> innermost = new ArrayList<>();
		List<Advisor> behindCache = new ArrayList<>();
		List<Advisor> others = new ArrayList<>();
		int cache = -1;
		for (Advisor advisor : present) {
			if (advisor.getAdvice() instanceof InvalidatingMethodInterceptor) {
				innermost.add(advisor);
			}
			else if (advisor.getAdvice().getClass().getName().startsWith(RESILIENCE)) {
				behindCache.add(advisor);
			}
			else {
				others.add(advisor);
				cache = (advisor.getAdvice() instanceof CachedMethodInterceptor) ? others.size() : cache;
			}
		}
		if (cache < 0 && innermost.isEmpty()) {
			return present;
		}
		others.addAll(Math.max(cache, 0), behindCache);
		others.addAll(innermost);
		return others;
	}

}
